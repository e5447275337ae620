"""Whether the ratings of one competency lie further apart than ratings on this scale usually do."""

from dataclasses import dataclass
from math import erfc, exp, fsum, lgamma, log, sqrt

from panels.consensus.statistics.variances import Variances

NEEDS = 3


@dataclass(frozen=True)
class Spread:
    """`expected` is the usual SD, `ratio` the one found over it, `p` the chance of one at least as large.

    `p` takes ratings for normal and levels for continuous: a yardstick, no proof.
    """

    expected: float
    ratio: float
    p: float


def compare(sd: float | None, n: int, v: Variances) -> Spread | None:
    """s beside sqrt(v_r + v_rc + v_pr + v_e); None below three ratings and where the calibration expects no spread.

    (n - 1) s^2 / expected^2 follows chi-square with n - 1 degrees of freedom if these ratings are as usual.
    """
    expected = sqrt(v.of_one_rating)
    if sd is None or n < NEEDS or expected == 0.0:
        return None
    ratio = sd / expected
    return Spread(expected=expected, ratio=ratio, p=chi_square_beyond((n - 1) * ratio**2, n - 1))


def chi_square_beyond(x: float, df: int) -> float:
    """P(chi-square with `df` >= 1 degrees of freedom >= x), x >= 0, as the finite sum that it is for a whole `df`.

    With z = x/2: e^-z sum_{i < df/2} z^i / i! for an even df; for an odd one erfc(sqrt z) and the same sum over the
    halves 1/2, 3/2, ... < df/2. NIST Digital Library of Mathematical Functions, 8.4.6, 8.4.10 and 8.8.2.
    """
    z = x / 2
    if z == 0.0:
        return 1.0
    first, begin = (0.0, 0.0) if df % 2 == 0 else (erfc(sqrt(z)), 0.5)
    steps = [begin + i for i in range(df // 2)]
    return min(1.0, first + fsum(exp(i * log(z) - z - lgamma(i + 1)) for i in steps))
