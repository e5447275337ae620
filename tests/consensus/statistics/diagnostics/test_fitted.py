"""The posterior of r, against the whole covariance of all ratings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panels.consensus.statistics.diagnostics.fitted import Fitted, fitted, not_fitted
from panels.consensus.statistics.diagnostics.severity import chance
from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.variances import Variances
from tests.consensus.statistics.diagnostics.organisation import organisation

TABLE = organisation(7, interviewers=5, each=6, panel=3, competencies=2)
ONE = Ratios(1.5, 0.4, 0.4, 0.375, 0.08)
OTHER = Ratios(1.0, 0.3, 0.2, 0.8, 0.3)


def by_hand(table: RatingTable, v: Variances) -> tuple[Floats, Floats, Floats, Floats]:
    """beta, r + (rc) of each rating, mean and variance of each r, by generalised least squares."""
    same_rater = table.rater[:, None] == table.rater
    same_item = table.item[:, None] == table.item
    severities = v.interviewer * same_rater + v.interviewer_competency * (same_rater & same_item)
    own = v.candidate + v.candidate_competency * same_item + v.candidate_interviewer * same_rater
    whole = severities + own * (table.target[:, None] == table.target) + v.residual * np.eye(len(table))
    inverse = np.linalg.inv(whole)
    x = (table.item[:, None] == np.arange(len(table.items))).astype(float)
    z = (table.rater[:, None] == np.arange(len(table.raters))).astype(float)
    xvx = x.T @ inverse @ x
    beta = np.linalg.solve(xvx, x.T @ inverse @ table.level)
    projected = inverse - inverse @ x @ np.linalg.solve(xvx, x.T @ inverse)
    weighed = inverse @ (table.level - x @ beta)
    left = v.interviewer - v.interviewer**2 * np.diag(z.T @ projected @ z)
    return x @ beta, severities @ weighed, v.interviewer * z.T @ weighed, left


def at(ratios: Ratios) -> tuple[Fitted, Variances]:
    posterior = solve(TABLE, [(1.0, ratios)])
    return fitted(TABLE, posterior), posterior.variances


@pytest.mark.parametrize("ratios", [ONE, OTHER])
def test_fitted_is_the_posterior_written_out(ratios: Ratios) -> None:
    found, variances = at(ratios)
    intercept, own, mean, left = by_hand(TABLE, variances)
    assert found.variances == variances
    assert found.intercept == pytest.approx(intercept, abs=1e-9)
    assert found.own == pytest.approx(own, abs=1e-9)
    assert [one.mean for one in found.severity] == pytest.approx(mean, abs=1e-9)
    assert [one.sd for one in found.severity] == pytest.approx(np.sqrt(left), abs=1e-9)
    p = [chance(*of, variances.interviewer) for of in zip(mean, left, strict=True)]
    assert found.severity_p == pytest.approx(p, abs=1e-9)
    assert min(p) < 0.5


def test_fitted_is_averaged_over_the_nodes() -> None:
    both = fitted(TABLE, solve(TABLE, [(0.25, ONE), (0.75, OTHER)]))
    (one, _), (other, _) = at(ONE), at(OTHER)
    for name in ("intercept", "own"):
        assert getattr(both, name) == pytest.approx(0.25 * getattr(one, name) + 0.75 * getattr(other, name), abs=1e-12)
    for j, found in enumerate(both.severity):
        a, b = one.severity[j], other.severity[j]
        mean = 0.25 * a.mean + 0.75 * b.mean
        second = 0.25 * (a.sd**2 + a.mean**2) + 0.75 * (b.sd**2 + b.mean**2)
        assert found.mean == pytest.approx(mean, abs=1e-12)
        assert found.sd == pytest.approx(np.sqrt(second - mean**2), abs=1e-9)
        assert both.severity_p[j] == pytest.approx(0.25 * one.severity_p[j] + 0.75 * other.severity_p[j], abs=1e-12)


def test_fitted_takes_interviewers_who_rate_different_items() -> None:
    first = [("p", "a", "x", 4.0), ("p", "b", "y", 2.0)]
    table = RatingTable.from_rows([*first, ("q", "a", "x", 3.0), ("q", "b", "x", 3.0), ("q", "b", "y", 1.0)])
    posterior = solve(table, [(1.0, ONE)])
    _, own, mean, _ = by_hand(table, posterior.variances)
    found = fitted(table, posterior)
    assert found.own == pytest.approx(own, abs=1e-9)
    assert [one.mean for one in found.severity] == pytest.approx(mean, abs=1e-9)


def test_not_fitted_knows_nothing_of_anybody() -> None:
    found = not_fitted(TABLE)
    assert not found.intercept.any()
    assert not found.own.any()
    assert len(found.intercept) == len(found.own) == len(TABLE)
    assert [(one.mean, one.sd) for one in found.severity] == [(0.0, 0.0)] * 5
    assert found.severity_p == (1.0,) * 5
    assert replace(found.variances, residual=0.0) == Variances(0.0, 0.0, 0.0, 0.0, 0.0, 0.0) == found.variances
