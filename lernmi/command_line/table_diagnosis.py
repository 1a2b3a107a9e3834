"""What the doctor says about a network that learns a table, in the words of the table."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from lernmi.command_line.tasks import Data
from lernmi.inside.ailments_of_samples import keys_of_inputs
from lernmi.inside.doctor import Diagnosis
from lernmi.inside.patients import NOT_LEARNED, first_lines
from lernmi.support.samples import Sample
from lernmi.support.stored import StoredSamples


def in_words_of_table(diagnosis: Diagnosis, data: Data, training: Sequence[Sample]) -> Diagnosis:
    """Return a diagnosis that names lines instead of samples, and labels as people wrote them.

    If the table has an open question, that comes first: it may be the reason for the rest.
    """
    if data.preparation is None:
        return diagnosis
    findings = []
    for finding in diagnosis.findings:
        evidence = finding.evidence
        if finding.ailment == "contradictions" and isinstance(training, StoredSamples):
            evidence = contradicting_lines(data, training)
        for label, name in zip(data.preparation.output.names, data.preparation.output_names):
            evidence = tuple([line.replace(name, label) for line in evidence])
        findings.append(finding._replace(evidence=evidence))
    if data.question is not None and diagnosis.left > NOT_LEARNED:
        # It already speaks of a number that is far from all others.
        rest = [finding for finding in findings if finding.ailment != "outlier"]
        findings = [data.question, *rest]
    return diagnosis._replace(findings=tuple(findings))


def contradicting_lines(data: Data, training: StoredSamples) -> tuple[str, ...]:
    """Return in a few sentences which lines of a table have the same inputs, but other answers."""
    assert data.preparation is not None
    first: dict[Hashable, int] = {}
    pairs = []
    for place, key in enumerate(keys_of_inputs(training)):
        earlier = first.setdefault(key, place)
        if earlier == place:
            continue
        pair = [training[each][1] for each in (earlier, place)]
        if list(pair[0]) != list(pair[1]):
            lines = [data.lines[training.positions[each]] for each in (earlier, place)]
            answers = [short_answer(data.preparation.answer(each)) for each in pair]
            pairs.append(sorted(zip(lines, answers)))
    return first_lines(
        [
            f"line {one} has {answer}, line {two} has {other}"
            for (one, answer), (two, other) in sorted(pairs)
        ]
    )


def short_answer(answer: str | float) -> str:
    """Return a label as people wrote it, or an amount with few digits."""
    return answer if isinstance(answer, str) else f"{float(answer):.6g}"
