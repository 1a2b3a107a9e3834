"""What GitHub and pre-commit run is what people run, with the Pythons that lernmi promises."""

from __future__ import annotations

import re

import pytest
from support.pythons import OLDEST, ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYTHONS = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', PROJECT)
# Where people read which commands to type.
PAGES = [".github/CONTRIBUTING.md", "docs/install.md", "README.md"]
NAMES = [path.name for path in WORKFLOWS]


def commands_in(text: str) -> list[str]:
    """Return the commands of a workflow, with each part that a matrix puts into them."""
    commands = []
    for command in re.findall(r"^ +(?:- )?run: (.*)$", text, re.MULTILINE):
        assert command[0] not in "|>", "a step has one command"
        word = re.search(r"\$\{\{ matrix\.(\w+) \}\}", command)
        if word is None:
            commands.append(command)
            continue
        [values] = re.findall(rf"^ +{word[1]}: \[(.*)\]$", text, re.MULTILINE)
        commands += [command.replace(word[0], value.strip()) for value in values.split(",")]
    return commands


def test_there_are_workflows_for_tests_docs_and_releases():
    assert NAMES == ["docs.yml", "release.yml", "tests.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_a_workflow_is_valid_and_no_job_runs_for_ever_or_may_write(path):
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed; Sphinx's pages need it")
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    for job in workflow["jobs"].values():
        assert ("uses" in job) != ("timeout-minutes" in job)
        for permission in job.get("permissions", {}):
            assert permission in ("id-token", "pages")


@pytest.mark.parametrize("path", WORKFLOWS, ids=NAMES)
def test_a_workflow_runs_only_scripts_of_ours_and_commands_from_our_pages(path):
    pages = "\n".join([(ROOT / page).read_text(encoding="utf-8") for page in PAGES])
    commands = commands_in(path.read_text(encoding="utf-8"))
    assert commands
    for command in commands:
        words = command.split()
        if not words[1].startswith(".ci/"):
            # Only the command prompt of Windows needs double quotes.
            command = command.removeprefix("python -m pip ").replace('"', "'")
            assert f"`{command}`" in pages or f" {command}`" in pages or f" {command}\n" in pages
            continue
        script = (ROOT / words[1]).read_text(encoding="utf-8")
        # At its beginning, a script says which parts it has.
        if words[0] == "bash":
            assert set(words[2:]) <= set(re.findall(r"^#   (\w+) ", script, re.MULTILINE))
            assert all(
                f"\n{word}() {{" in script or f"wants {word};" in script for word in words[2:]
            )


def test_the_workflows_use_the_pythons_that_lernmi_supports():
    oldest = ".".join(map(str, OLDEST))
    assert f'\nrequires-python = ">={oldest}"\n' in PROJECT
    assert PYTHONS[0] == oldest
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text(encoding="utf-8")
    [matrix] = re.findall(r"^ +python: \[(.*)\]$", text, re.MULTILINE)
    assert re.findall(r'"(.*?)"', matrix) == PYTHONS
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        for version in re.findall(r"python-version: (.*)", text):
            assert version == "${{ matrix.python }}" or version.strip('"') in PYTHONS


def test_hooks_are_the_tools_of_ci_run_with_the_same_versions():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    required = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.findall(r"repo: (.*)", hooks) == ["local"]
    entries = re.findall(r"entry: (\S+)", hooks)
    versions = re.findall(r"additional_dependencies: \[(.*)\]", hooks)
    assert entries and len(entries) == len(versions)
    for tool, version in zip(entries, versions):
        assert version.strip('"') in required
        assert f'"$full/{tool}" ' in script
