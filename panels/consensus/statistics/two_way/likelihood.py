"""The restricted likelihood of the two-way model and its derivatives, at one pair of variance ratios.

With theta_k = v_k / v_e and H = I + theta_a Z_a Z_a' + theta_b Z_b Z_b',
    P = H^-1 - H^-1 X (X' H^-1 X)^-1 X' H^-1,    v_e = y' P y / (n - p),
    criterion = log|H| + log|X' H^-1 X| + (n - p) (1 + log(2 pi v_e)),
which is -2 log restricted likelihood with v_e profiled out, on lme4's scale (D. Bates, M. Mächler, B. Bolker,
S. Walker, 2015, Fitting linear mixed-effects models using lme4, Journal of Statistical Software 67(1), eq. 42,
doi:10.18637/jss.v067.i01). Its derivative is tr(P V_k) - y' P V_k P y / v_e with V_k = Z_k Z_k', and in place of the
second derivatives stands the average of observed and expected information, which needs no trace (A. R. Gilmour,
R. Thompson, B. R. Cullis, 1995, Average information REML, Biometrics 51, 1440-1450, doi:10.2307/2533274).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics import dense
from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.two_way.design import Design


@dataclass(frozen=True)
class Elimination:
    """Henderson's equations at one pair of ratios with a taken out: K is the inverse of what is left for [b beta]."""

    design: Design
    theta_a: float
    theta_b: float
    d: Floats  # (A,) 1 + theta_a n_a
    left: Floats  # (B + p, B + p), [Z_b X]' (I + theta_a Z_a Z_a')^-1 [Z_b X]
    slope: Floats  # the same size, -d left / d theta_a
    inverse: Floats  # K
    log_determinant: float  # log|H| + log|X' H^-1 X|

    def solve(self, v_a: Floats, v_kept: Floats) -> Solved:
        """Fit any vector v of length n, given as Z_a' v and [Z_b X]' v."""
        design, levels_b = self.design, self.design.levels_b
        weight = self.theta_a / self.d
        kept = self.inverse @ (v_kept - design.cross_t @ (weight * v_a))
        off = v_a - design.cross @ kept
        a = weight * off
        rest_b = (v_kept - design.kept @ kept - design.cross_t @ a)[:levels_b]
        return Solved(a=a, kept=kept, rest_a=off / self.d, rest_b=rest_b)


@dataclass(frozen=True)
class Solved:
    """Effects for a vector v, and what is left of it: `rest_k` is Z_k' P v."""

    a: Floats  # (A,)
    kept: Floats  # (B + p,) effects of b, then the item means
    rest_a: Floats  # (A,)
    rest_b: Floats  # (B,)


@dataclass(frozen=True)
class Point:
    theta: Floats  # (2,), of a and b
    criterion: float
    gradient: Floats  # (2,)
    information: Floats  # (2, 2), average of observed and expected second derivatives of the criterion
    v_e: float
    effects: Solved


def eliminate(design: Design, theta_a: float, theta_b: float) -> Elimination:
    """Raises NotPositiveDefinite only where rounding has eaten the ratings."""
    levels_b = design.levels_b
    d = 1 + theta_a * design.n_a
    left, slope = _two_products(design, theta_a / d, 1 / d**2)
    np.subtract(design.kept, left, out=left)
    scale = np.ones(len(left))
    scale[:levels_b] = np.sqrt(theta_b)
    scaled = left * scale
    scaled *= scale[:, None]
    scaled[np.arange(levels_b), np.arange(levels_b)] += 1
    lower = dense.factor(scaled)
    inverse = dense.inverse(lower)
    inverse *= scale
    inverse *= scale[:, None]
    determinant = float(np.log(d).sum()) + dense.log_determinant(lower)
    return Elimination(design, theta_a, theta_b, d, left, slope, inverse, determinant)


def evaluate(design: Design, theta: Floats) -> Point:
    theta_a, theta_b = (float(ratio) for ratio in theta)
    at = eliminate(design, theta_a, theta_b)
    fitted = at.solve(design.y_a, design.y_kept)
    squares = np.array([fitted.rest_a @ fitted.rest_a, fitted.rest_b @ fitted.rest_b])  # y' P V_k P y
    df = design.n - design.p
    v_e = (residual_squares(design, fitted) + float(theta @ squares)) / df
    gradient = _traces(at) - squares / v_e
    information = _second(at, fitted) / v_e - np.outer(squares, squares) / (df * v_e**2)
    criterion = at.log_determinant + df * (1 + float(np.log(2 * np.pi * v_e)))
    return Point(theta, criterion, gradient, information, v_e, fitted)


def _two_products(design: Design, one: Floats, other: Floats) -> tuple[Floats, Floats]:
    """C' diag(one) C and C' diag(other) C with C = `design.cross`.

    As the real and imaginary part of one complex product: walking the cells takes the time, not multiplying.
    """
    weighted = design.cross.astype(complex)
    weighted.data *= np.repeat(one + 1j * other, np.diff(weighted.indptr))
    both = (design.cross_t @ weighted).toarray()
    return both.real.copy(), both.imag.copy()


def residual_squares(design: Design, fitted: Solved) -> float:
    """e'e from the rows themselves: taken from sums of squares it would drown in rounding where the fit is close."""
    e = design.y - fitted.a[design.a]
    e -= fitted.kept[design.b]
    e -= fitted.kept[design.levels_b + design.item]
    return float(e @ e)


def _traces(at: Elimination) -> Floats:
    """tr(P V_a) and tr(P V_b)."""
    levels_b = at.design.levels_b
    of_a = float((at.design.n_a / at.d).sum()) - float(np.vdot(at.inverse, at.slope))
    if at.theta_b:
        of_b = (levels_b - float(np.trace(at.inverse[:levels_b, :levels_b])) / at.theta_b) / at.theta_b
    else:
        with_x = at.left[:levels_b, levels_b:]
        taken = (with_x @ at.inverse[levels_b:, levels_b:]) * with_x
        of_b = float(np.trace(at.left[:levels_b, :levels_b])) - float(taken.sum())
    return np.array([of_a, of_b])


def _second(at: Elimination, fitted: Solved) -> Floats:
    """y' P V_k P V_l P y (2, 2)."""
    design, g_a = at.design, fitted.rest_a
    g_b = np.zeros(len(design.kept))
    g_b[: design.levels_b] = fitted.rest_b
    from_a = at.solve(design.n_a * g_a, design.cross_t @ g_a)
    from_b = at.solve(design.cross @ g_b, design.kept @ g_b)
    mixed = float(g_a @ from_b.rest_a)
    return np.array([[g_a @ from_a.rest_a, mixed], [mixed, fitted.rest_b @ from_b.rest_b]])
