"""Which agreement index the scores of one candidate on one competency bear, beside what chance would reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from panels.consensus.statistics.chance import Index, chance
from panels.consensus.statistics.ratings import Scale
from panels.consensus.statistics.within_group import a_wg, ad_median, r_wg, uniform_null

FEWEST_RATERS = 4
"""With three, answers at random reach r_wg .70 in one panel of four."""

TOO_FEW, UNDEFINED = "too_few", "undefined"


@dataclass(frozen=True)
class Agreement:
    """`value` is that of `index`: a_wg, or where that is undefined AD about the median ("ad"), in levels of the scale.

    `chance` is how often raters answering at random do at least as well, None where that is too much to count.
    `reason` says why there is no index, else it is empty.
    """

    index: Index | None
    value: float | None
    chance: float | None
    r_wg: float | None
    ad: float | None
    reason: str


def agreement(scores: Sequence[int], scale: Scale) -> Agreement:
    """One rater one score. A scale with a single level leaves nothing to agree about: "undefined"."""
    k = len(scores)
    if k < FEWEST_RATERS:
        return _refused(TOO_FEW)
    if scale.span < 1:
        return _refused(UNDEFINED)
    ad = ad_median(scores)
    corrected = a_wg(scores, scale) if _enough_for_a_wg(k, scale) else None
    index: Index = "ad" if corrected is None else "a_wg"
    value = ad if corrected is None else corrected
    return Agreement(
        index=index,
        value=value,
        chance=None if value is None else chance(index, k, scale, value),
        r_wg=r_wg(scores, uniform_null(scale.span + 1)),
        ad=ad,
        reason="",
    )


def _enough_for_a_wg(k: int, scale: Scale) -> bool:
    """k >= A - 1, as Brown and Hauenstein (2005) ask for, doi:10.1177/1094428105275376."""
    return k >= scale.span


def _refused(reason: str) -> Agreement:
    return Agreement(index=None, value=None, chance=None, r_wg=None, ad=None, reason=reason)
