"""The options know every name that exists, and the help loads little."""

from __future__ import annotations

import sys

from support.command_line import lernmi
from support.pythons import run_python

from lernmi.command_line import suggestions
from lernmi.command_line.main import VERBS, parser
from lernmi.command_line.options import play, step, train
from lernmi.command_line.small_networks import GATES
from lernmi.command_line.tasks import TASKS
from lernmi.data.preparation import FILLS, SCALINGS
from lernmi.data.published import PUBLISHED
from lernmi.engines import ENGINES
from lernmi.play.recipes import DEFAULTS
from lernmi.play.situations import SITUATIONS


def test_the_names_to_type_are_the_names_that_exist():
    assert list(train.WHAT) == list(TASKS)
    assert list(step.WHAT) == [*PUBLISHED, *GATES]
    assert list(play.RECIPES) == list(DEFAULTS)
    assert list(play.SITUATIONS) == list(SITUATIONS)
    options = {
        option: action.choices
        for action in parser("train").parse_args(["train", "xor"]).parser._actions
        for option in action.option_strings
    }
    assert sorted(options["--engine"]) == sorted(["links", *ENGINES])
    assert list(options["--missing"]) == list(FILLS)
    assert list(options["--scaling"]) == list(SCALINGS)


def test_every_suggestion_is_a_command_or_an_option_that_exists():
    known = set()
    for verb in VERBS:
        known.update(parser(verb).commands[verb]._option_string_actions)
    for name, options in suggestions.OPTIONS.items():
        assert f"--{name}" not in known, name
        assert known.union(["--version"]).issuperset(options), name
    for name, command in suggestions.COMMANDS.items():
        assert name not in VERBS
        verb, *option = command.split()
        assert verb in (*VERBS, "--help", "--version")
        assert option == [] or option[0] in parser(verb).commands[verb]._option_string_actions


def test_every_option_and_every_command_can_say_what_it_needs():
    options = set()
    for verb in VERBS:
        for action in parser(verb).commands[verb]._actions:
            if not action.option_strings:
                assert action.nargs == "?" or verb in suggestions.NEEDED
            elif action.nargs in (None, "+"):
                option = action.option_strings[-1]
                assert suggestions.wanted_value(option, action.choices)
                options.add(option)
    assert options.issuperset(suggestions.VALUES)


def test_an_option_before_the_command_does_not_hide_the_options_of_the_command():
    answer = lernmi("--frob", "train", "xor", "--epochs", "3")
    assert answer.returncode == 2
    assert "unknown option --frob (see: " in answer.stderr


def test_help_and_version_import_only_the_options():
    program = (
        "import sys\n"
        "from lernmi.command_line.main import VERBS, run\n"
        "for words in (['--version'], ['--help'], *[[verb, '--help'] for verb in VERBS]):\n"
        "    try:\n"
        "        run(words)\n"
        "    except SystemExit as ending:\n"
        "        assert ending.code == 0\n"
        "print(*sorted(name for name in sys.modules if name.startswith('lernmi.')))\n"
    )
    answer = run_python(sys.executable, "-c", program)
    assert answer.returncode == 0, answer.stderr
    loaded = {name.split(".")[1] for name in answer.stdout.splitlines()[-1].split()}
    folders = loaded - {path.split(".")[1] for path in core_modules()}
    assert folders == {"command_line", "functions", "writing"}


def core_modules() -> list[str]:
    """Return the modules that `import lernmi` loads."""
    answer = run_python(sys.executable, "-c", "import lernmi, sys; print(*sys.modules)")
    return [name for name in answer.stdout.split() if name.startswith("lernmi.")]
