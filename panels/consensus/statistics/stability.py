"""Whether the verdicts would have come out the same with slightly other scorecards.

For each must-have that was rated (met or not) and for the hire line (above or not): one interviewer left out, the
weights of the competencies drawn anew, one rating a level up or down. Each counts in how many cases the verdict stays.
Nothing here says which interviewer turned it: cases are counted, never named.
"""

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp
from random import Random

from panels.consensus.statistics import hire_line, must_haves, totals
from panels.consensus.statistics.ratings import Competency, PanelRatings, Scale

DRAWS = 200
FACTOR_SD = 0.3
SEED = 20261125

Answer = Callable[[Sequence[Competency]], bool | None]


@dataclass(frozen=True)
class Cases:
    cases: int
    same: int


@dataclass(frozen=True)
class LeftOut:
    """One case an interviewer who rated; `undecided` where nothing is left that could settle it."""

    cases: int
    same: int
    undecided: int


@dataclass(frozen=True)
class OneLevel:
    """One case a rating and direction. `against` are those that could turn it: down where it holds, up where not."""

    cases: int
    same: int
    against: Cases


@dataclass(frozen=True)
class Changed:
    """How many changes to this competency's ratings alone, one left out or one moved by a level, turn the verdict."""

    competency: int
    changed: int


@dataclass(frozen=True)
class Verdict:
    """`about` is "must_have" (of `competency`) or "line" (`competency` None).

    `weights` is None where they play no part. `rests_on` is the competency whose changes turn the line's verdict most
    often; None when nothing turns it or no single one stands out, and for a must-have, which rests on itself.
    """

    about: str
    competency: int | None
    holds_now: bool
    leave_one_out: LeftOut
    level: OneLevel
    weights: Cases | None
    by_competency: tuple[Changed, ...]
    rests_on: int | None


@dataclass(frozen=True)
class Stability:
    verdicts: tuple[Verdict, ...]


def stability(panel: PanelRatings) -> Stability | None:
    """The must-haves in the order given, then the line; a verdict that stands open now is left out.

    None when nobody rated anything.
    """
    if not any(one.levels for one in panel.competencies):
        return None
    found = [_must_have(one, panel.scale) for one in panel.competencies if one.minimum is not None and one.levels]
    line = _line(panel)
    return Stability(verdicts=(*found, line) if line else tuple(found))


def _must_have(competency: Competency, scale: Scale) -> Verdict:
    verdict = _verdict((competency,), scale, _met, holds_now=_met((competency,)) is True)
    return replace(verdict, about="must_have", competency=competency.id, rests_on=None)


def _line(panel: PanelRatings) -> Verdict | None:
    if panel.hire_line is None:
        return None
    answer = _above(panel.hire_line)
    holds_now = answer(panel.competencies)
    if holds_now is None:
        return None
    verdict = _verdict(panel.competencies, panel.scale, answer, holds_now=holds_now)
    return replace(verdict, weights=_weights(panel.competencies, panel.hire_line, holds_now))


def _verdict(competencies: Sequence[Competency], scale: Scale, answer: Answer, *, holds_now: bool) -> Verdict:
    moves = list(_moves(competencies, scale))
    stays = [(index, step, answer(changed) is holds_now) for index, step, changed in moves]
    against = [same for _, step, same in stays if step == (-1 if holds_now else 1)]
    by_competency = _by_competency(competencies, answer, holds_now, [index for index, _, same in stays if not same])
    return Verdict(
        about="line",
        competency=None,
        holds_now=holds_now,
        leave_one_out=_leave_one_out(competencies, answer, holds_now),
        level=OneLevel(
            cases=len(stays),
            same=sum(same for *_, same in stays),
            against=Cases(len(against), sum(against)),
        ),
        weights=None,
        by_competency=by_competency,
        rests_on=_rests_on(by_competency),
    )


def _leave_one_out(competencies: Sequence[Competency], answer: Answer, holds_now: bool) -> LeftOut:
    people = {rating.seat for one in competencies for rating in one.ratings if rating.level is not None}
    answers = [answer(_without(competencies, seat)) for seat in people]
    return LeftOut(
        cases=len(people),
        same=sum(found is holds_now for found in answers),
        undecided=sum(found is None for found in answers),
    )


def _weights(competencies: Sequence[Competency], line: float, holds_now: bool) -> Cases | None:
    """Every weight times an own log-normal factor. The draws are seeded: the same competencies, the same draws."""
    if sum(bool(one.levels) for one in competencies) < 2:
        return None
    parts = [_part(one) for one in sorted(competencies, key=lambda one: one.id)]
    met = _met(competencies)
    drawn = (
        [replace(part, weight=part.weight * factor) for part, factor in zip(parts, factors, strict=True)]
        for factors in _factors(len(parts))
    )
    answers = [hire_line.judge(line, totals.totals(found).mean, met).above for found in drawn]
    return Cases(cases=len(answers), same=sum(answer is holds_now for answer in answers))


@lru_cache(maxsize=16)
def _factors(competencies: int) -> tuple[tuple[float, ...], ...]:
    """(DRAWS, competencies): independent, log-normal with median 1."""
    normal, uniform = statistics.NormalDist(sigma=FACTOR_SD), Random(SEED)  # noqa: S311 -- no secret, only repeatable  # nosec B311
    return tuple(tuple(exp(normal.inv_cdf(uniform.random())) for _ in range(competencies)) for _ in range(DRAWS))


def _moves(competencies: Sequence[Competency], scale: Scale) -> Iterator[tuple[int, int, tuple[Competency, ...]]]:
    """Each rating one level down and one up, within the scale: the competency's index, the step, all competencies."""
    for index, one in enumerate(competencies):
        for place, rating in enumerate(one.ratings):
            for step in (-1, 1):
                if rating.level is not None and scale.low <= rating.level + step <= scale.high:
                    moved = replace(rating, level=rating.level + step)
                    ratings = (*one.ratings[:place], moved, *one.ratings[place + 1 :])
                    yield index, step, _with(competencies, index, replace(one, ratings=ratings))


def _by_competency(
    competencies: Sequence[Competency], answer: Answer, holds_now: bool, turned_by_level: Sequence[int]
) -> tuple[Changed, ...]:
    def left_out(index: int, one: Competency) -> int:
        seats = [rating.seat for rating in one.ratings if rating.level is not None]
        changed = (_with(competencies, index, *_without((one,), seat)) for seat in seats)
        return sum(answer(found) is (not holds_now) for found in changed)

    return tuple(
        Changed(competency=one.id, changed=turned_by_level.count(index) + left_out(index, one))
        for index, one in enumerate(competencies)
    )


def _rests_on(found: Sequence[Changed]) -> int | None:
    most = max((one.changed for one in found), default=0)
    first = [one.competency for one in found if one.changed == most]
    return first[0] if most and len(first) == 1 else None


def _with(competencies: Sequence[Competency], index: int, changed: Competency) -> tuple[Competency, ...]:
    return (*competencies[:index], changed, *competencies[index + 1 :])


def _without(competencies: Sequence[Competency], seat: int) -> tuple[Competency, ...]:
    return tuple(
        replace(one, ratings=tuple(rating for rating in one.ratings if rating.seat != seat)) for one in competencies
    )


def _met(competencies: Sequence[Competency]) -> bool | None:
    return must_haves.all_met(
        [must_haves.about_minimum(one.levels, one.minimum) for one in competencies if one.minimum is not None]
    )


def _above(line: float) -> Answer:
    def above(competencies: Sequence[Competency]) -> bool | None:
        parts = [_part(one) for one in competencies]
        return hire_line.judge(line, totals.totals(parts).mean, _met(competencies)).above

    return above


def _part(competency: Competency) -> totals.Part:
    return totals.Part(competency.weight, statistics.fmean(competency.levels) if competency.levels else None, None)
