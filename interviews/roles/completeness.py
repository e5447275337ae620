"""What a draft rubric still needs before it can be published, and what is worth a second thought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from interviews.roles.models import Competency, Rubric
from interviews.roles.profiles import departures, kickoff_of

MANY_COMPETENCIES = 8


class Finding(NamedTuple):
    """One sentence and what it is about: a competency, or the part of the rubric named by `part`."""

    sentence: str
    competency: Competency | None = None
    part: str = "competencies"


def what_is_missing(rubric: Rubric) -> list[Finding]:
    """Everything that keeps the draft from being published, in the order of the page. Empty when it may be.

    Reads competencies, anchors, scale and levels; prefetched ones are used as they are. An imported rubric was
    scored elsewhere: it needs neither anchors nor names for its levels.
    """
    competencies = list(rubric.competencies.all())
    found = [*_scale(rubric), *_hire_line(rubric)]
    if not competencies:
        found.append(Finding("Add at least one competency."))
    for competency in competencies:
        found += _minimum(competency, rubric)
        if not rubric.imported:
            found += _anchors(competency, rubric)
    return found


def warnings(rubric: Rubric) -> list[Finding]:
    """What does not keep the draft from being published but may not be meant so."""
    competencies = list(rubric.competencies.all())
    found = []
    if len(competencies) > MANY_COMPETENCIES:
        found.append(
            Finding(
                f"There are {len(competencies)} competencies. More than {MANY_COMPETENCIES} get little evidence each: "
                "nobody has the time to ask about all of them."
            )
        )
    total = sum(competency.weight for competency in competencies)
    found += [
        Finding(f"{competency.name} weighs more than all others together. It alone can decide the overall.", competency)
        for competency in competencies
        if len(competencies) > 1 and competency.weight * 2 > total
    ]
    if competencies and not any(competency.must_have for competency in competencies) and not rubric.imported:
        found.append(Finding("No competency is a must-have: a strong one can make up for any weak one."))
    return [*found, *_kickoff(rubric, competencies)]


def _kickoff(rubric: Rubric, competencies: Sequence[Competency]) -> Iterable[Finding]:
    kickoff = kickoff_of(rubric)
    if kickoff is None:
        return
    if not kickoff.is_settled:
        yield Finding("The kickoff is not settled. Published now, the rubric goes without it.", part="kickoff")
    for one in departures(kickoff, competencies):
        said = "a must-have" if not one.must_have else "no must-have"
        yield Finding(f"{one.name}: the kickoff settled it as {said}, and the draft says otherwise.", one)


def off_the_scale(rubric: Rubric) -> list[Finding]:
    """Texts for levels that the scale does not have. They are kept in a draft and dropped when it is published."""
    return [
        Finding(f"{competency.name}: the text for a {anchor.value} is not on the scale.", competency)
        for competency in rubric.competencies.all()
        for anchor in competency.anchors.all()
        if anchor.value not in rubric.scale.values
    ]


def levels_needed(competency: Competency, rubric: Rubric) -> list[int]:
    """The levels whose text publishing needs: lowest, top, and a must-have's minimum where it is on the scale."""
    needed = {rubric.scale.low, rubric.scale.high}
    if (
        competency.must_have
        and competency.minimum_level is not None
        and competency.minimum_level in rubric.scale.values
    ):
        needed.add(competency.minimum_level)
    return sorted(needed)


def _scale(rubric: Rubric) -> Iterable[Finding]:
    named = {level.value for level in rubric.scale.levels.all() if level.name.strip()}
    unnamed = [str(value) for value in rubric.scale.values if value not in named]
    if unnamed and not rubric.imported:
        yield Finding(f"Name the levels of the scale: {', '.join(unnamed)}.", part="scale")


def _hire_line(rubric: Rubric) -> Iterable[Finding]:
    if rubric.hire_line is not None and not rubric.scale.low <= rubric.hire_line <= rubric.scale.high:
        yield Finding(
            f"The hire line {rubric.hire_line.normalize():f} is off the scale, which goes from "
            f"{rubric.scale.low} to {rubric.scale.high}.",
            part="hire line",
        )


def _minimum(competency: Competency, rubric: Rubric) -> Iterable[Finding]:
    if not competency.must_have or competency.minimum_level in rubric.scale.values:
        return
    if competency.minimum_level is None:
        yield Finding(f"{competency.name} is a must-have: choose its minimum.", competency)
    else:
        yield Finding(
            f"{competency.name}: its minimum, {competency.minimum_level}, is not on the scale. Choose another.",
            competency,
        )


def _anchors(competency: Competency, rubric: Rubric) -> Iterable[Finding]:
    written = {anchor.value for anchor in competency.anchors.all() if anchor.text.strip()}
    why = {competency.minimum_level: "the minimum", rubric.scale.low: "the lowest", rubric.scale.high: "the top"}
    for value in levels_needed(competency, rubric):
        if value not in written:
            yield Finding(f"{competency.name}: say what a {value} looks like, {why[value]} level.", competency)
