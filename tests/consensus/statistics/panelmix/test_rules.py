from dataclasses import replace

import pytest

from panels.consensus.statistics.panelmix.posterior import Posterior, solve
from panels.consensus.statistics.panelmix.rules import Evidence, evidence, may_adjust, needs_review
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import MIXED

ENOUGH = Evidence(role_candidates=5, practised=3, met=2.0, separable=True, sampled=False)


def posterior() -> Posterior:
    """r and s met four and three candidates, t and u one of their own; items and levels do not matter."""
    met = {"r": "abcd", "s": "bcd", "t": "x", "u": "x"}
    rows = [(target, rater, item, 3.0 + (item == "i")) for rater in met for target in met[rater] for item in "ij"]
    return solve(RatingTable.from_rows(rows), [(1.0, MIXED)])


def test_may_adjust_with_just_enough() -> None:
    assert may_adjust(ENOUGH) == ""


@pytest.mark.parametrize(
    ("short", "code"),
    [
        (replace(ENOUGH, sampled=True), "sampled"),
        (replace(ENOUGH, role_candidates=4), "few_candidates"),
        (replace(ENOUGH, practised=2), "few_interviewers"),
        (replace(ENOUGH, met=1.9), "thin_component"),
        (replace(ENOUGH, separable=False), "not_separable"),
        (replace(ENOUGH, practised=0, met=0.0, separable=False), "few_interviewers"),
    ],
)
def test_may_adjust_names_the_first_reason(short: Evidence, code: str) -> None:
    assert may_adjust(short) == code


@pytest.mark.parametrize(
    ("raters", "met"),
    [
        (["r"], 3.5),
        (["s", "r", "r"], 3.5),
        (["t"], 1.0),
        (["r", "t"], 9 / 4),
        (["r", "new", "newer"], 7 / 4),
        (["new"], 0.0),
        ([], 0.0),
    ],
)
def test_evidence_is_that_of_the_candidates_component(raters: list[str], met: float) -> None:
    found = evidence(posterior(), raters, role_candidates=7, separable=True, sampled=False)
    assert found == Evidence(role_candidates=7, practised=2, met=met, separable=True, sampled=False)


@pytest.mark.parametrize(
    ("shift", "sd", "looked_at"), [(0.41, 0.2, True), (-0.41, 0.2, True), (0.4, 0.2, False), (0.0, 0.0, False)]
)
def test_needs_review_beyond_two_deviations(shift: float, sd: float, looked_at: bool) -> None:
    assert needs_review(shift, sd) is looked_at
