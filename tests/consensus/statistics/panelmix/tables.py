"""Ratings drawn from the model, and the model's algebra written out densely, as the formulas stand in the books."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.table import Floats, RatingTable


def drawn(
    seed: int,
    *,
    targets: int = 7,
    raters: int = 4,
    items: int = 3,
    share: float = 0.5,
    twice: int = 2,
) -> RatingTable:
    """A random `share` of all cells, `twice` of them rated a second time: irregular on purpose."""
    generator = np.random.default_rng(seed)
    everything = [(t, j, c) for t in range(targets) for j in range(raters) for c in range(items)]
    chosen = [everything[k] for k in generator.permutation(len(everything))[: int(share * len(everything))]]
    p, r = generator.normal(size=targets), 0.5 * generator.normal(size=raters)
    return RatingTable.from_rows(
        (f"t{t}", f"r{j}", f"c{c}", 3.0 + c + float(p[t] + r[j] + 0.6 * generator.normal()))
        for t, j, c in [*chosen, *chosen[:twice]]
    )


@dataclass(frozen=True)
class Dense:
    """Everything over v_e: V = I + sum theta_k Z_k Z_k', X the items."""

    y: Floats
    X: Floats
    parts: tuple[Floats, ...]
    theta: Floats

    @classmethod
    def of(cls, table: RatingTable, ratios: Ratios) -> Dense:
        t, j, c = table.target, table.rater, table.item

        def alike(*codes: Floats) -> Floats:
            return np.all([code[:, None] == code[None, :] for code in codes], axis=0).astype(float)

        parts = (alike(t), alike(t, c), alike(t, j), alike(j), alike(j, c))
        return cls(table.level, (c[:, None] == np.arange(len(table.items))).astype(float), parts, ratios.vector)

    @property
    def V(self) -> Floats:
        return np.eye(len(self.y)) + np.tensordot(self.theta, self.parts, 1)

    @property
    def P(self) -> Floats:
        W = np.linalg.inv(self.V)
        WX = W @ self.X
        return W - WX @ np.linalg.inv(self.X.T @ WX) @ WX.T

    @property
    def degrees(self) -> int:
        return len(self.y) - self.X.shape[1]

    @property
    def residual(self) -> float:
        return float(self.y @ self.P @ self.y) / self.degrees

    @property
    def expected_residual(self) -> float:
        """E[v_e] given y, its prior being 1 / v_e."""
        return self.residual * self.degrees / (self.degrees - 2)

    @property
    def criterion(self) -> float:
        _, V = np.linalg.slogdet(self.V)
        _, X = np.linalg.slogdet(self.X.T @ np.linalg.solve(self.V, self.X))
        return float(V + X + self.degrees * (1.0 + np.log(2.0 * np.pi * self.residual)))

    @property
    def gradient(self) -> Floats:
        P, u = self.P, self.P @ self.y
        return np.array([np.trace(P @ Z) - u @ Z @ u / self.residual for Z in self.parts])

    @property
    def information(self) -> Floats:
        """v_e profiled out of the average of observed and expected second derivatives."""
        P, u = self.P, self.P @ self.y
        both = np.array([[u @ Z @ P @ W @ u for W in self.parts] for Z in self.parts])
        one = np.array([u @ Z @ u for Z in self.parts])
        return np.asarray(both / self.residual - np.outer(one, one) / (self.degrees * self.residual**2))

    def predicted(self, covariance: Floats, fixed: Floats) -> tuple[Floats, Floats]:
        """Mean and covariance of fixed @ beta + u where u has prior covariance C and cov(u, y) is `covariance`.

        `covariance` is the pair's first half, (k, n) over v_e; the prior covariance is added by the caller.
        """
        W = np.linalg.inv(self.V)
        information = self.X.T @ W @ self.X
        beta = np.linalg.solve(information, self.X.T @ W @ self.y)
        mean = fixed @ beta + covariance @ W @ (self.y - self.X @ beta)
        loading = fixed - covariance @ W @ self.X
        return mean, loading @ np.linalg.inv(information) @ loading.T - covariance @ W @ covariance.T


MIXED = Ratios(
    candidate=1.1,
    candidate_competency=0.3,
    candidate_interviewer=0.45,
    interviewer=0.35,
    interviewer_competency=0.12,
)
EDGES = (
    MIXED,
    Ratios.of(np.zeros(5)),
    Ratios.of(np.array([2.0, 0.0, 0.3, 0.0, 0.2])),
    Ratios.of(np.array([0.0, 0.5, 0.0, 0.6, 0.0])),
    Ratios.of(np.full(5, 30.0)),
)
"""Ratios at which everything has to hold: ordinary, all at the floor, some there, large."""
