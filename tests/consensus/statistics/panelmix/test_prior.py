import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.prior import HOUSE, Prior

EVERY = np.ones(5, dtype=bool)


def test_prior_is_a_normal_on_the_logarithms() -> None:
    prior = Prior(centre=Ratios(1.0, 1.0, 1.0, 1.0, 2.0), sd=0.5)
    ratios = Ratios(np.e, 1.0, 1.0, 1.0, 2.0 / np.e)
    assert prior.criterion(ratios, EVERY) == pytest.approx(4.0 + 4.0)
    assert prior.criterion(ratios, np.arange(5) < 4) == pytest.approx(4.0)
    assert prior.gradient(ratios) == pytest.approx([8.0, 0, 0, 0, -8.0])
    assert prior.curvature == 8.0


def test_house_is_centred_on_the_published_panels() -> None:
    assert HOUSE.centre.vector.tolist() == [1.5, 0.4, 0.4, 0.375, 0.08]
    assert HOUSE.centre.interviewer / HOUSE.centre.candidate == 0.25
    assert HOUSE.sd == 1.2
    assert HOUSE.criterion(HOUSE.centre, EVERY) == 0.0
