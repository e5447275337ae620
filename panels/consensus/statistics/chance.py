"""How often raters who answer at random agree as well as these did.

k raters, each answering any of A levels with the same chance, give A^k equally likely lists of scores. They are counted
exactly, by what was given and not by who gave it: one multiset of scores stands for k! / (n_1! ... n_A!) lists.
"""

from collections import Counter
from functools import lru_cache
from itertools import combinations_with_replacement
from math import comb, factorial, prod
from typing import Literal, TypeAlias

from panels.consensus.statistics import within_group
from panels.consensus.statistics.ratings import Scale

Index: TypeAlias = Literal["a_wg", "r_wg", "ad", "range"]

LARGE_IS_GOOD = ("a_wg", "r_wg")

MOST_MULTISETS = 11_000
"""20 raters on 5 levels, or 4 on 21: half a second. Beyond that counting takes too long for what it tells."""

SAME = 1e-9
"""Two values of an index that differ at all differ by more than this in every case that is counted."""


def chance(index: Index, k: int, scale: Scale, observed: float) -> float | None:
    """The share of all possible answers of k raters on which `index` is at least as good as `observed`.

    Large is good for a_wg and r_wg (uniform null), small for "ad" (about the median) and "range". Answers where a_wg
    is undefined do not reach any level. None where there is nothing to count, or too much.
    """
    levels = scale.span + 1
    if k < 1 or levels < 2 or comb(k + levels - 1, k) > MOST_MULTISETS:
        return None
    reached = 0
    for value, ways in _distribution(index, k, levels):
        worse = observed - value if index in LARGE_IS_GOOD else value - observed
        reached += ways if worse <= SAME else 0
    return float(reached / levels**k)


@lru_cache(maxsize=128)
def _distribution(index: Index, k: int, levels: int) -> tuple[tuple[float, int], ...]:
    """Each value that the index can take, and by how many of the A^k lists; no index depends on where a scale starts.

    A value may stand more than once, where rounding made it differ in the last digit.
    """
    ways: Counter[float] = Counter()
    for scores in combinations_with_replacement(range(1, levels + 1), k):
        value = _value(index, scores, Scale(1, levels))
        if value is not None:
            ways[value] += factorial(k) // prod(map(factorial, Counter(scores).values()))
    return tuple(ways.items())


def _value(index: Index, scores: tuple[int, ...], scale: Scale) -> float | None:
    match index:
        case "a_wg":
            return within_group.a_wg(scores, scale)
        case "r_wg":
            return within_group.r_wg(scores, within_group.uniform_null(scale.span + 1))
        case "ad":
            return within_group.ad_median(scores)
        case "range":
            return max(scores) - min(scores)
