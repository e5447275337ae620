import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import CEILING, FLOOR, NAMES, Ratios
from panels.consensus.statistics.variances import Variances


def test_ratios_have_the_order_of_the_vector() -> None:
    assert NAMES == (
        "candidate",
        "candidate_competency",
        "candidate_interviewer",
        "interviewer",
        "interviewer_competency",
    )
    values = np.array([5.0, 4.0, 3.0, 2.0, 1.0])
    assert Ratios.of(values) == Ratios(5.0, 4.0, 3.0, 2.0, 1.0)
    assert Ratios.of(values).vector.tolist() == values.tolist()


def test_ratios_are_held_between_floor_and_ceiling() -> None:
    assert Ratios.of(np.array([0.0, -1.0, 1e9, 1.0, FLOOR])) == Ratios(FLOOR, FLOOR, CEILING, 1.0, FLOOR)


def test_variances_are_ratios_of_the_residual() -> None:
    assert Ratios(1.5, 0.5, FLOOR, 0.25, 2e-8).variances(0.5) == Variances(
        candidate=0.75,
        candidate_competency=0.25,
        candidate_interviewer=0.0,
        interviewer=0.125,
        interviewer_competency=pytest.approx(1e-8),
        residual=0.5,
    )
