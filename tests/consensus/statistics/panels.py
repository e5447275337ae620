"""Panels and variances for the statistics' tests, as plain values."""

from __future__ import annotations

from hypothesis import strategies as st

from panels.consensus.statistics.ratings import Competency, PanelRatings, Rating, Scale
from panels.consensus.statistics.variances import Variances

FIVE = Scale(1, 5)

WRITING = Variances(
    candidate=0.28414,
    candidate_competency=0.06610,
    interviewer=0.02781,
    interviewer_competency=0.01319,
    candidate_interviewer=0.09540,
    residual=0.21881,
)
"""Of the writing panel ptam4: sirt's data, in `tests/reference`."""


def rated(number: int, levels: dict[int, int | None], *, weight: float = 1.0, minimum: int | None = None) -> Competency:
    return Competency(
        number,
        weight,
        minimum,
        tuple(Rating(seat, level, "" if level is not None else "out_of_time") for seat, level in levels.items()),
    )


PRIYA = PanelRatings(
    scale=FIVE,
    hire_line=3.6,
    competencies=(
        rated(1, {1: 2, 2: 4, 4: 5}, weight=2.0, minimum=3),
        rated(2, {1: 3, 3: 4}, minimum=3),
        rated(3, {2: 4, 4: 4}),
        rated(4, {3: 4, 4: 4}),
        rated(5, {1: None, 2: 4, 3: 3}),
    ),
    recommendations=("no", "yes", "yes", "strong_yes"),
)

some_levels = st.none() | st.integers(1, 5)
some_competencies = st.lists(
    st.builds(
        lambda number, levels, weight, minimum: rated(number, dict(enumerate(levels)), weight=weight, minimum=minimum),
        st.integers(1, 99),
        st.lists(some_levels, max_size=6),
        st.sampled_from([0.5, 1.0, 2.0]),
        st.none() | st.integers(1, 5),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)
some_variance = st.sampled_from([0.0, 0.01, 0.2, 1.5])
some_variances = st.builds(Variances, *[some_variance] * 6)
