import numpy as np
import pytest

from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.two_way import deviations as module
from panels.consensus.statistics.two_way.deviations import deviations
from panels.consensus.statistics.two_way.fitting import fit
from tests.consensus.statistics import published
from tests.consensus.statistics.two_way.plain import sparse_table


@pytest.mark.parametrize(
    ("name", "model", "target", "rater"),
    [
        ("lme4_penicillin", "reml", "plate", "sample"),
        ("kuhlisch_2016_conference", "lmer_reml", "target", "rater"),
        ("ptam4_writing", "lmer_item_fixed", "target", "rater"),
    ],
)
def test_deviations_are_lme4s(name: str, model: str, target: str, rater: str) -> None:
    table, result = published.table(name), published.expected(name)[model]["ranef"]
    found = deviations(fit(table))
    for names, sd, part in ((table.targets, found[0], target), (table.raters, found[1], rater)):
        known = dict(zip(result[part]["level"], result[part]["condsd"], strict=True))
        assert sd.tolist() == pytest.approx([known[one] for one in names], abs=1e-4)


@pytest.mark.parametrize(("targets", "raters"), [(9, 6), (5, 8)])
def test_deviations_are_those_of_the_covariance_matrix(targets: int, raters: int) -> None:
    table = sparse_table(seed=11, targets=targets, raters=raters)
    model = fit(table)
    z = np.hstack([np.eye(targets)[table.target], np.eye(raters)[table.rater]])
    prior = np.r_[np.full(targets, model.v_target), np.full(raters, model.v_rater)]
    v = (z * prior) @ z.T + model.v_e * np.eye(len(table))
    covariance = np.diag(prior) - (prior[:, None] * z.T) @ np.linalg.inv(v) @ (z * prior)
    assert np.concatenate(deviations(model)) == pytest.approx(np.sqrt(np.clip(np.diag(covariance), 0, None)), abs=1e-9)


def test_deviations_of_a_variance_of_zero_are_zero() -> None:
    table = published.table("gwet_5observers")
    assert deviations(fit(table))[1].tolist() == [0.0] * 5


def test_deviations_where_nothing_varies_are_zero() -> None:
    table = RatingTable.from_rows((f"t{t}", f"r{r}", "x", 4.0) for t in range(3) for r in range(2))
    assert np.concatenate(deviations(fit(table))).tolist() == [0.0] * 5


def test_deviations_do_not_depend_on_how_many_rows_are_taken_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    model = fit(sparse_table(seed=11, targets=9, raters=6))
    at_once = np.concatenate(deviations(model))
    monkeypatch.setattr(module, "ROWS", 4)
    assert np.concatenate(deviations(model)) == pytest.approx(at_once, abs=1e-12)
