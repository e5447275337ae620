import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics.panelmix.components import FLOOR, NAMES, Ratios
from panels.consensus.statistics.panelmix.fit import Fit, fit, guess
from panels.consensus.statistics.panelmix.moments import Moments
from panels.consensus.statistics.panelmix.prior import HOUSE, Prior
from panels.consensus.statistics.panelmix.separable import Parts, Refused
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics import published
from tests.consensus.statistics.panelmix.tables import Dense, drawn

LME4 = {
    "candidate": "target",
    "candidate_competency": "target:item",
    "candidate_interviewer": "target:rater",
    "interviewer": "rater",
    "interviewer_competency": "rater:item",
    "residual": "Residual",
}


def fitted(table: RatingTable, prior: Prior | None = None, start: Ratios | None = None) -> Fit:
    found = fit(table, prior=prior, start=start)
    assert isinstance(found, Fit)
    return found


def test_fit_is_lme4s_on_the_writing_panel() -> None:
    model = published.expected("ptam4_writing")["primary_model"]
    found = fitted(published.table("ptam4_writing"))
    for name, theirs in LME4.items():
        assert getattr(found.variances, name) == pytest.approx(model["vcov"][theirs], rel=1e-3)
    assert found.criterion == pytest.approx(model["REMLcrit"], abs=1e-4)
    assert found.beta == pytest.approx(list(model["fixef"].values()), abs=1e-4)
    assert found.separable == dict.fromkeys(NAMES, True)
    assert found.evaluations <= 8


def test_guess_is_the_moments_within_what_is_likely() -> None:
    expected = np.array([[6.0, 1, 1, 1, 1, 2], [1, 7, 1, 1, 1, 2], [1, 1, 8, 1, 1, 2], [1, 1, 1, 9, 1, 2]])
    expected = np.vstack([expected, [1, 1, 1, 1, 5, 2], [2, 2, 2, 2, 2, 12]])
    variances = np.array([2.0, -1.0, 0.6, 40.0, 0.001, 0.5])
    moments = Moments(expected, expected @ variances)
    every = Parts(present=(True,) * 5, separable=(True,) * 5, moments=moments)
    assert guess(every, None).vector == pytest.approx(np.array([2.0, 0, 0.6, 40.0, 0]) / 2.20505, abs=0.0101)
    assert guess(every, None).candidate == pytest.approx(2.0 / (0.05 * 44.101))
    assert guess(every, HOUSE).vector == pytest.approx([2.0 / 2.20505, 0.04, 0.6 / 2.20505, 3.75, 0.01])
    some = Parts(present=(True,) * 5, separable=(False, True, True, False, True), moments=moments)
    assert guess(some, HOUSE).vector == pytest.approx([1.5, 0.04, 0.6 / 2.20505, 0.375, 0.01])


def test_fit_does_not_depend_on_where_it_starts() -> None:
    table = published.table("ptam4_writing")
    near, far = fitted(table), fitted(table, start=Ratios(0.01, 3.0, 0.01, 5.0, 2.0))
    assert far.ratios.vector == pytest.approx(near.ratios.vector, rel=1e-3)
    assert far.criterion == pytest.approx(near.criterion, abs=1e-6)


def test_a_ratio_that_runs_to_zero_is_reported_as_zero() -> None:
    table = drawn(0, targets=6)
    found = fitted(table)
    gradient = Dense.of(table, found.ratios).gradient
    at_zero = found.ratios.vector <= FLOOR
    assert at_zero.any()
    assert (gradient[at_zero] > 0).all()
    assert gradient[~at_zero] == pytest.approx(0, abs=0.05)
    for name, zero in zip(NAMES, at_zero, strict=True):
        assert (getattr(found.variances, name) == 0.0) == zero


def test_the_prior_keeps_every_ratio_off_zero() -> None:
    table = drawn(0, targets=6)
    found = fitted(table, HOUSE)
    assert found.ratios.vector.min() > 0.01
    gradient = found.ratios.vector * Dense.of(table, found.ratios).gradient + HOUSE.gradient(found.ratios)
    assert gradient == pytest.approx(np.zeros(5), abs=0.01)
    assert found.criterion == pytest.approx(Dense.of(table, found.ratios).criterion)
    written = Dense.of(table, found.ratios).information * np.outer(found.ratios.vector, found.ratios.vector)
    assert found.curvature == pytest.approx(written + np.eye(5) * 2 / 1.2**2)


def test_a_part_that_is_not_separable_stays_near_its_prior() -> None:
    rows = [
        (f"t{t}", f"r{t}{j}", c, 3.0 + ((7 * t + 3 * j + len(c)) % 5)) for t in range(6) for j in range(2) for c in "ab"
    ]
    found = fitted(RatingTable.from_rows(rows), HOUSE)
    assert (found.separable["interviewer"], found.separable["candidate_interviewer"]) == (False, False)
    assert 0.01 < found.ratios.interviewer < 4.0


def test_a_single_item_has_three_parts() -> None:
    found = fitted(published.table("ptam4_writing", "crit2"), HOUSE)
    assert found.present == (True, False, False, True, False)
    assert (found.variances.candidate_competency, found.variances.interviewer_competency) == (0.0, 0.0)
    assert found.variances.candidate > 0.2
    assert found.curvature[1].tolist() == [0.0] * 5


def test_progress_is_told_of_every_evaluation() -> None:
    told: list[int] = []
    found = fit(drawn(1), prior=HOUSE, progress=lambda: told.append(1))
    assert isinstance(found, Fit)
    assert len(told) == found.evaluations > 1


@pytest.mark.parametrize("prior", [None, HOUSE])
def test_full_agreement_is_no_crash(prior: Prior | None) -> None:
    table = RatingTable.from_rows(
        (f"t{t}", f"r{j}", c, float(t % 4)) for t in range(8) for j in range(3) for c in ("a", "b")
    )
    found = fit(table, prior=prior)
    if prior is None:
        assert found == Refused("the ratings leave no residual")
    else:
        assert isinstance(found, Fit)
        assert np.isfinite(found.ratios.vector).all()
        assert found.variances.residual > 0


def test_refusals_are_handed_on() -> None:
    assert fit(RatingTable.from_rows([]), prior=HOUSE) == Refused("no ratings")
    assert fit(published.table("ptam4_writing", "crit2"), prior=None) == Refused("below 2 items")


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 2), st.integers(1, 5)), min_size=1, max_size=40
    )
)
@settings(max_examples=20, deadline=None)
def test_fit_never_crashes_and_never_answers_nan(rows: list[tuple[int, int, int, int]]) -> None:
    table = RatingTable.from_rows((f"t{t}", f"r{j}", f"c{c}", float(level)) for t, j, c, level in rows)
    for prior in (None, HOUSE):
        found = fit(table, prior=prior)
        if isinstance(found, Fit):
            assert np.isfinite([*found.ratios.vector, found.criterion, *found.beta, found.variances.residual]).all()


@given(st.integers(0, 1000), st.floats(-50, 50), st.permutations(["u", "v", "w", "x"]))
@settings(max_examples=8, deadline=None)
def test_names_mean_nothing_and_a_constant_moves_beta_alone(seed: int, added: float, names: list[str]) -> None:
    table = drawn(seed, targets=6)
    renamed = RatingTable.from_rows(
        (f"{9 - t}", names[j], f"{7 - c}", level + added)
        for t, j, c, level in zip(table.target, table.rater, table.item, table.level.tolist(), strict=True)
    )
    one, other = fitted(table, HOUSE), fitted(renamed, HOUSE)
    assert other.ratios.vector == pytest.approx(one.ratios.vector, rel=1e-2)
    assert other.criterion == pytest.approx(one.criterion, abs=1e-2)
    assert other.beta[::-1] == pytest.approx(one.beta + added, abs=1e-3)
