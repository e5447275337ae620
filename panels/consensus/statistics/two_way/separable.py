"""Can these ratings tell targets, raters and the rest apart? And a first guess at how much each contributes.

The covariance V = v_a Z_a Z_a' + v_b Z_b Z_b' + v_e I is identified from the ratings less their item means exactly
when the three matrices P V_k P are linearly independent, where P takes item means away. Their inner products
T_kl = tr(P V_k P V_l) say whether they are, and T v = q with q_k = y' P V_k P y gives unbiased estimates without any
iteration: Rao's MINQUE with prior variances 0, 0, 1 (C. R. Rao, 1971, Estimation of variance and covariance
components: MINQUE theory, Journal of Multivariate Analysis 1, 257-275, doi:10.1016/0047-259X(71)90001-7).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.table import Floats
from panels.consensus.statistics.two_way.design import Design, sums

SAME = 1e-9  # inner products of 50,000 rounded terms are good to about 1e-12


@dataclass(frozen=True)
class Moments:
    """T (3, 3) and q (3,), in the order a, b, rest."""

    inner: Floats
    squares: Floats

    def confounded(self) -> tuple[int, ...]:
        """The components that cannot be told apart, or do not vary at all; empty when all three are estimable."""
        own = np.diag(self.inner)
        silent = np.flatnonzero(own <= SAME * own.max(initial=0.0))
        if len(silent):
            return tuple(silent.tolist())
        norms = np.sqrt(own)
        cosines = self.inner / np.outer(norms, norms)
        for one, other in ((0, 1), (0, 2), (1, 2)):
            if abs(cosines[one, other]) > 1 - SAME:
                return one, other
        return (0, 1, 2) if np.linalg.eigvalsh(cosines)[0] < SAME else ()

    def ratios(self) -> Floats:
        """First guess at v_a/v_e and v_b/v_e, kept positive so that a fit may start there."""
        v = np.linalg.solve(self.inner, self.squares)
        return np.asarray(np.clip(v[:2] / max(v[2], 1e-2 * float(np.abs(v).sum()), 1e-300), 1e-2, 1e3))


def moments(d: Design) -> Moments:
    """Z_k' P Z_l = N_kl - F_k F_l' with F_k = Z_k' X (X'X)^-1/2, so that every trace is a sum over cells."""
    n_item = np.diag(d.kept)[d.levels_b :]
    n_b = np.diag(d.kept)[: d.levels_b]
    cross = d.cross[:, : d.levels_b]
    f_a = d.cross[:, d.levels_b :] / np.sqrt(n_item)
    f_b = d.kept[: d.levels_b, d.levels_b :] / np.sqrt(n_item)
    ff_a, ff_b = (f_a.T @ f_a).toarray(), f_b.T @ f_b
    inner = np.empty((3, 3))
    inner[0, 0] = (d.n_a**2).sum() - 2 * float(d.n_a @ f_a.power(2).sum(axis=1)) + (ff_a**2).sum()
    inner[1, 1] = (n_b**2).sum() - 2 * float(n_b @ (f_b**2).sum(axis=1)) + (ff_b**2).sum()
    inner[0, 1] = cross.power(2).sum() - 2 * float(((f_a.T @ cross) * f_b.T).sum()) + float((ff_a * ff_b).sum())
    inner[0, 2] = d.n_a.sum() - np.trace(ff_a)
    inner[1, 2] = n_b.sum() - np.trace(ff_b)
    inner[2, 2] = d.n - d.p
    inner = np.triu(inner) + np.triu(inner, 1).T
    r = d.y - (d.y_kept[d.levels_b :] / n_item)[d.item]
    r_a, r_b = sums(d.a, r, len(d.n_a)), sums(d.b, r, d.levels_b)
    return Moments(inner, np.array([r_a @ r_a, r_b @ r_b, r @ r]))
