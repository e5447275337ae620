import pytest

from tests.consensus.statistics.panels import WRITING


def test_variance_of_one_rating_is_all_that_is_not_the_candidates() -> None:
    assert WRITING.of_one_rating == pytest.approx(0.02781 + 0.01319 + 0.09540 + 0.21881)
