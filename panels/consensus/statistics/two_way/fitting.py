"""rating ~ 1 (+ item) + target + rater by restricted maximum likelihood, targets and raters crossed and random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.two_way.design import Design, design, kept_size
from panels.consensus.statistics.two_way.likelihood import Point, Solved, eliminate, evaluate, residual_squares
from panels.consensus.statistics.two_way.separable import Moments, moments

MOST_KEPT = 5_000  # a dense matrix of 200 MB, and a few of them at a time
FEW = 200  # ratings, below which the likelihood may have a second summit
MOST_STEPS = 100
MOST_HALVINGS = 30
CLOSE = 1e-10  # squared distance to the optimum, in standard errors
ROUNDING = 1e-14  # of the criterion, more or less than which no step can show
SUSPICIOUS, CEILING = 1e5, 1e7  # of a ratio: is anything left over at all? beyond the second, rounding wins
NOTHING_LEFT = 1e-9  # of the squares, which is what shrinkage at SUSPICIOUS leaves of an exact fit
NO_SPREAD = 1e-12


class CannotFit(Exception):
    """The ratings do not carry the model; the message says why, for people."""


@dataclass(frozen=True)
class TwoWay:
    """`criterion` is lme4's REMLcrit, None where the likelihood has no bound because nothing is left over.

    `coefficients` (p,) are the intercept, which is the first item's mean for an average target and rater, and what
    each further item adds; effects are BLUPs, in the order of the table's names.
    """

    v_target: float
    v_rater: float
    v_e: float
    coefficients: Floats
    criterion: float | None
    target_effects: Floats
    rater_effects: Floats
    design: Design
    theta: Floats  # (2,), v_a/v_e and v_b/v_e of the eliminated factor and the other

    @property
    def intercept(self) -> float:
        return float(self.coefficients[0])


def fit(table: RatingTable, *, item_effect: bool = True) -> TwoWay:
    """Plain REML without a prior; a variance whose optimum lies at the boundary is exactly 0.

    Raises CannotFit with the reason: too few, nothing to tell the components apart by, or too large.
    """
    _refuse_size(table, item_effect)
    d = design(table, item_effect)
    start = moments(d)
    _refuse_confounded(start.confounded(), d)
    if start.squares[2] <= (NO_SPREAD * (abs(d.shift) + float(np.abs(d.y).max()))) ** 2 * d.n:
        return _without_spread(d)
    point = min((climb(d, theta, SUSPICIOUS) for theta in _starts(d, start)), key=lambda found: found.criterion)
    if point.theta.max() < SUSPICIOUS:
        return _result(d, point)
    if residual_squares(d, point.effects) <= NOTHING_LEFT * start.squares[2]:
        return _without_rest(d)
    return _result(d, climb(d, point.theta, CEILING))


def _starts(d: Design, guess: Moments) -> list[Floats]:
    """One will do for many ratings; few are climbed from more sides, which costs next to nothing."""
    sides = [np.array(theta) for theta in ((10.0, 0.1), (0.1, 10.0), (10.0, 10.0))]
    return [guess.ratios(), *(sides if d.n < FEW else [])]


def climb(d: Design, theta: Floats, ceiling: float) -> Point:
    """Newton steps with average information inside 0 <= theta <= ceiling, halved until the criterion falls.

    A ratio rests at a boundary while the criterion would rise from there inwards. Raises CannotFit if 100 steps do
    not arrive.
    """
    point = evaluate(d, theta)
    for _ in range(MOST_STEPS):
        low, high = point.theta <= 0, point.theta >= ceiling
        free = np.flatnonzero(~(low & (point.gradient >= 0)) & ~(high & (point.gradient <= 0)))
        step = np.zeros(2)
        step[free] = -np.linalg.pinv(point.information[np.ix_(free, free)], hermitian=True) @ point.gradient[free]
        if -float(step @ point.gradient) < CLOSE + ROUNDING * abs(point.criterion):
            return point
        better = _descend(d, point, step, ceiling)
        if better is None:
            return point
        point = better
    raise CannotFit(f"The fit did not settle within {MOST_STEPS} steps.")


def _descend(d: Design, point: Point, step: Floats, ceiling: float) -> Point | None:
    """The first of step, step/2, step/4, ... that lowers the criterion; None when rounding is all that is left."""
    for halving in range(MOST_HALVINGS):
        theta = np.clip(point.theta + step / 2**halving, 0, ceiling)
        trial = evaluate(d, theta)
        if trial.criterion < point.criterion:
            return trial
    return None


def _refuse_size(table: RatingTable, item_effect: bool) -> None:
    for what, names in (("target", table.targets), ("rater", table.raters)):
        if len(names) < 2:
            found = f"One {what}" if names else f"No {what}s"
            raise CannotFit(f"{found}: how much {what}s differ shows from two on.")
    columns = len(table.items) if item_effect else 1
    if len(table) <= columns + 1:
        raise CannotFit(f"{len(table)} ratings are too few for {columns} item means and three variances.")
    if kept_size(table, item_effect) > MOST_KEPT:
        raise CannotFit(
            f"{len(table.targets):,} targets, {len(table.raters):,} raters and {columns:,} item means: the smaller "
            f"side and the item means together may be {MOST_KEPT:,}."
        )


def _refuse_confounded(which: Sequence[int], d: Design) -> None:
    a, b = ("targets", "raters") if d.targets_eliminated else ("raters", "targets")
    words = [(a, b, "the rest")[k] for k in which]
    if len(words) == 1:
        raise CannotFit(f"Once the items' means are taken away, {words[0]} have nothing left to differ by.")
    if words:
        told = f"{', '.join(words[:-1])} and {words[-1]}"
        raise CannotFit(f"Who rated whom does not tell {told} apart: no two of these ratings would show it.")


def _without_spread(d: Design) -> TwoWay:
    """Every item has one level: nothing varies, and log 0 has no criterion."""
    means = d.y_kept[d.levels_b :] / np.diag(d.kept)[d.levels_b :]
    kept = np.concatenate([np.zeros(d.levels_b), means])
    nothing = Solved(np.zeros(len(d.n_a)), kept, np.zeros(len(d.n_a)), np.zeros(d.levels_b))
    return _named(d, np.zeros(2), (0.0, 0.0, 0.0), nothing, criterion=None)


def _without_rest(d: Design) -> TwoWay:
    """Every rating is exactly target plus rater (plus item): the likelihood has no bound, but the effects are known.

    Their variances are then those of the effects themselves. Raises CannotFit where targets and raters fall into
    parts without a common rater, whose levels are known only up to a shift between target and rater.
    """
    if _parts(d) > 1:
        raise CannotFit("Every rating is exactly target plus rater, in parts that no rater joins: nothing to fit.")
    a, b, means = _exact(d)
    v_a, v_b = (_or_zero(float(effects.var(ddof=1)), d) for effects in (a, b))
    kept = np.concatenate([b - b.mean() if v_b else 0 * b, means + a.mean() + b.mean()])
    return _named(d, np.zeros(2), (v_a, v_b, 0.0), Solved(a - a.mean() if v_a else 0 * a, kept, 0 * a, 0 * b), None)


def _exact(d: Design) -> tuple[Floats, Floats, Floats]:
    """Effects of a and b and the item means, hardly shrunk, and then what shrinkage has left of them once more."""
    at = eliminate(d, CEILING, CEILING)
    once = at.solve(d.y_a, d.y_kept)
    left_kept = d.y_kept - d.kept @ once.kept - d.cross_t @ once.a
    twice = at.solve(d.y_a - d.n_a * once.a - d.cross @ once.kept, left_kept)
    a, kept = once.a + twice.a, once.kept + twice.kept
    return a, kept[: d.levels_b], kept[d.levels_b :]


def _or_zero(variance: float, d: Design) -> float:
    """Rounding aside: a factor that does not vary has 0."""
    return variance if variance > NOTHING_LEFT * float(d.y @ d.y) / d.n else 0.0


def _parts(d: Design) -> int:
    from scipy.sparse import bmat, csgraph  # noqa: PLC0415 -- as in `design`; met by perfect agreement alone

    cross = d.cross[:, : d.levels_b]
    return int(csgraph.connected_components(bmat([[None, cross], [cross.T, None]]), directed=False)[0])


def _result(d: Design, point: Point) -> TwoWay:
    v_a, v_b = (float(ratio) * point.v_e for ratio in point.theta)
    return _named(d, point.theta, (v_a, v_b, point.v_e), point.effects, criterion=point.criterion)


def _named(
    d: Design, theta: Floats, variances: tuple[float, float, float], found: Solved, criterion: float | None
) -> TwoWay:
    """From a and b back to targets and raters, from item indicators to treatment contrasts."""
    means = found.kept[d.levels_b :]
    v_a, v_b, v_e = variances
    pairs = [(v_a, found.a), (v_b, found.kept[: d.levels_b])]
    (v_target, targets), (v_rater, raters) = pairs if d.targets_eliminated else pairs[::-1]
    return TwoWay(
        v_target=v_target,
        v_rater=v_rater,
        v_e=v_e,
        coefficients=np.concatenate([means[:1] + d.shift, means[1:] - means[0]]),
        criterion=criterion,
        target_effects=targets,
        rater_effects=raters,
        design=d,
        theta=theta,
    )
