from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics import d_study
from panels.consensus.statistics.variances import Variances

PTAM4 = d_study.two_way(0.30617361744, 0.032206350612, 0.16833148295)
INSTEVAL = d_study.two_way(0.27373485966, 0.10621450388, 1.3871797066)
CONFERENCE = d_study.two_way(1.3517855696, 0.13059029034, 1.2187239883)
WHOLE = Variances(
    candidate=0.28,
    candidate_competency=0.06,
    interviewer=0.03,
    interviewer_competency=0.012,
    candidate_interviewer=0.09,
    residual=0.24,
)


@pytest.mark.parametrize(
    ("variances", "one", "curve", "needed"),
    [
        (PTAM4, 0.60, {2: 0.75, 3: 0.82, 4: 0.86, 6: 0.90, 8: 0.92}, 3),
        (CONFERENCE, 0.50, {2: 0.67, 3: 0.75, 4: 0.80, 6: 0.86, 8: 0.89}, 4),
        (INSTEVAL, 0.16, {2: 0.27, 3: 0.35, 4: 0.42, 6: 0.52, 8: 0.59}, 22),
    ],
    ids=["ptam4", "conference", "insteval"],
)
def test_phi_of_the_reference_panels(variances: Variances, one: float, curve: dict[int, float], needed: int) -> None:
    """lme4's variances of the means over items; the curves of the design's table, rounded as there."""
    assert d_study.phi(variances, 1, competencies=1, fixed=False) == pytest.approx(one, abs=0.006)
    found = {k: d_study.phi(variances, k, competencies=1, fixed=False) for k in curve}
    assert found == pytest.approx(curve, abs=0.006)
    assert d_study.interviewers_for(0.8, variances, competencies=1, fixed=False) == needed


@pytest.mark.parametrize(
    ("one", "curve", "needed"),
    [
        (0.72, {2: 0.84, 3: 0.88, 4: 0.91, 6: 0.94, 8: 0.95}, 2),
        (0.191, {2: 0.32, 3: 0.41, 4: 0.49, 6: 0.59, 8: 0.65}, 17),
    ],
    ids=["ratings2", "Roberts et al. 2010"],
)
def test_spearman_brown_of_published_single_ratings(one: float, curve: dict[int, float], needed: int) -> None:
    assert {k: d_study.spearman_brown(one, k) for k in curve} == pytest.approx(curve, abs=0.006)
    assert d_study.raters_for(0.8, one) == needed


def test_phi_with_random_competencies_takes_the_profile_for_error() -> None:
    error = 0.06 / 4 + (0.03 + 0.09) / 3 + 0.012 / 12 + 0.24 / 12
    assert d_study.phi(WHOLE, 3, competencies=4, fixed=False) == pytest.approx(0.28 / (0.28 + error))
    assert d_study.sem(WHOLE, 3, competencies=4, fixed=False) == pytest.approx(error**0.5)


def test_phi_with_fixed_competencies_takes_the_profile_for_true() -> None:
    error = (0.03 + 0.09) / 3 + 0.012 / 12 + 0.24 / 12
    true = 0.28 + 0.06 / 4
    assert d_study.phi(WHOLE, 3, competencies=4, fixed=True) == pytest.approx(true / (true + error))
    assert d_study.sem(WHOLE, 3, competencies=4, fixed=True) == pytest.approx(error**0.5)


def test_e_rho_squared_leaves_severity_out() -> None:
    error = 0.06 / 4 + 0.09 / 3 + 0.24 / 12
    assert d_study.e_rho_squared(WHOLE, 3, competencies=4, fixed=False) == pytest.approx(0.28 / (0.28 + error))
    error -= 0.06 / 4
    assert d_study.e_rho_squared(WHOLE, 3, competencies=4, fixed=True) == pytest.approx(0.295 / (0.295 + error))


def test_interviewers_for_counts_to_the_first_that_suffices() -> None:
    for fixed in (True, False):
        k = d_study.interviewers_for(0.85, WHOLE, competencies=4, fixed=fixed)
        assert k is not None
        enough, before = (d_study.phi(WHOLE, number, competencies=4, fixed=fixed) for number in (k, k - 1))
        assert (enough or 0) >= 0.85 > (before or 0)


def test_interviewers_for_knows_what_interviewers_cannot_mend() -> None:
    assert d_study.interviewers_for(0.85, WHOLE, competencies=1, fixed=False) is None
    assert d_study.interviewers_for(0.85, WHOLE, competencies=1, fixed=True) == 7  # .85 * .372 / (.15 * .34) = 6.2


def test_interviewers_for_asks_for_one_where_nothing_is_error() -> None:
    assert d_study.interviewers_for(0.9, d_study.two_way(1.0, 0.0, 0.0), competencies=1, fixed=False) == 1


def test_interviewers_for_an_even_number_is_not_rounded_up() -> None:
    """Phi(4) is .8 exactly."""
    assert d_study.interviewers_for(0.8, d_study.two_way(1.0, 0.3, 0.7), competencies=1, fixed=False) == 4
    assert d_study.raters_for(0.8, 0.5) == 4


def test_one_rater_is_the_fewest_that_there_can_be() -> None:
    assert d_study.raters_for(0.8, 1.0) == 1
    assert d_study.interviewers_for(0.8, d_study.two_way(1.0, 0.0, 0.0), competencies=1, fixed=False) == 1


def test_nothing_that_varies_has_no_reliability() -> None:
    nothing = d_study.two_way(0.0, 0.0, 0.0)
    assert d_study.phi(nothing, 3, competencies=1, fixed=False) is None
    assert d_study.e_rho_squared(nothing, 3, competencies=1, fixed=False) is None
    assert d_study.interviewers_for(0.8, nothing, competencies=1, fixed=False) is None
    assert d_study.sem(nothing, 3, competencies=1, fixed=False) == 0


def test_candidates_who_do_not_differ_are_never_told_apart() -> None:
    alike = d_study.two_way(0.0, 0.3, 0.7)
    assert d_study.phi(alike, 8, competencies=1, fixed=False) == 0
    assert d_study.interviewers_for(0.8, alike, competencies=1, fixed=False) is None
    assert d_study.raters_for(0.8, 0.0) is None


VARIANCE = st.floats(0.0, 4.0)


@given(VARIANCE, VARIANCE, VARIANCE, st.integers(1, 12))
def test_phi_of_two_ways_is_spearman_brown(target: float, rater: float, residual: float, k: int) -> None:
    v = d_study.two_way(target + 0.01, rater, residual)
    one = d_study.phi(v, 1, competencies=1, fixed=False)
    assert one is not None
    assert d_study.phi(v, k, competencies=1, fixed=False) == pytest.approx(d_study.spearman_brown(one, k))


@given(st.lists(st.floats(0.001, 4.0), min_size=6, max_size=6), st.booleans(), st.integers(1, 6))
def test_phi_rises_with_interviewers_and_stays_below_e_rho_squared(
    values: list[float], fixed: bool, competencies: int
) -> None:
    v = Variances(*values)
    before = -inf
    for k in range(1, 6):
        found = d_study.phi(v, k, competencies=competencies, fixed=fixed)
        relative = d_study.e_rho_squared(v, k, competencies=competencies, fixed=fixed)
        assert found is not None
        assert relative is not None
        assert before < found <= relative <= 1
        before = found
