"""One interviewer's cards without padding, as the whole matrices that the formulas are written in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.diagnostics.colleagues import Seen, seen_by_each
from panels.consensus.statistics.diagnostics.fitted import Fitted
from panels.consensus.statistics.panelmix.mixture import Estimate
from panels.consensus.statistics.table import Codes, Floats, RatingTable
from panels.consensus.statistics.variances import Variances

UNEVEN = Variances(
    candidate=0.5,
    candidate_competency=0.2,
    interviewer=0.15,
    interviewer_competency=0.05,
    candidate_interviewer=0.1,
    residual=0.4,
)
LEVELS = {
    "p1": {"a": {"x": 4, "y": 5, "z": 3}, "b": {"x": 2, "z": 3}, "c": {"y": 4}},
    "p2": {"a": {"x": 1, "y": 2}, "b": {"x": 2, "y": 2}},
    "p3": {"a": {"z": 5}, "c": {"x": 4, "y": 4, "z": 4}},
    "p4": {"a": {"x": 3, "y": 3, "z": 1}},
    "p5": {"b": {"x": 4, "y": 1}, "a": {"x": 5, "z": 2}},
}
"""Cards of one to three ratings; p4 was seen by a alone."""
TABLE = RatingTable.from_rows(
    (target, rater, item, float(level))
    for target, cards in LEVELS.items()
    for rater, levels in cards.items()
    for item, level in levels.items()
)
FITTED = Fitted(
    variances=UNEVEN,
    intercept=np.array([3.1, 2.9, 3.3])[TABLE.item],
    own=np.array([[0.2, -0.1, 0.3], [-0.4, -0.2, -0.3], [0.1, 0.1, 0.0]])[TABLE.rater, TABLE.item],
    severity=(Estimate(0.15, 0.2), Estimate(-0.3, 0.25), Estimate(0.05, 0.3)),
    severity_p=(0.4, 0.2, 0.9),
)
SEEN = seen_by_each(TABLE, FITTED)


@dataclass(frozen=True)
class Dense:
    """`z` (n, C), `r` (n, n) block by block of each card, `card` (n,) which card a rating is of."""

    level: Floats
    foretold: Floats
    own: Floats
    z: Floats
    r: Floats
    card: Codes


def dense(seen: Seen) -> Dense:
    rated = seen.rated > 0
    card, place = np.nonzero(rated)
    r = seen.covariance[card[:, None], place[:, None], place] * (card[:, None] == card)
    return Dense(seen.level[rated], seen.foretold[rated], seen.own[rated], seen.item[rated], r, card)


def moments(q: Floats, mean: Floats, covariance: Floats) -> tuple[float, float]:
    """Of x'Qx with x ~ N(mean, covariance), Q symmetric."""
    qr = q @ covariance
    return (
        float(np.trace(qr) + mean @ q @ mean),
        float(2.0 * np.trace(qr @ qr) + 4.0 * mean @ q @ covariance @ q @ mean),
    )
