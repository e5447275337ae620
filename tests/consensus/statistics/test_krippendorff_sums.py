"""The other form is checked against the matrix in test_krippendorff.py, here against figures by hand."""

import pytest

from panels.consensus.statistics.krippendorff_sums import ALPHAS, interval, nominal, ordinal
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.units import Units
from tests.consensus.statistics import published

ROWS = [
    ("a", "x", "i", 1.0),
    ("a", "y", "i", 1.0),
    ("b", "x", "i", 1.0),
    ("b", "y", "i", 3.0),
    ("b", "z", "i", 3.0),
    ("c", "x", "i", 3.0),
]
"""Pairable: 1 1 and 1 3 3; the single 3 does not count."""


def test_sums_by_hand() -> None:
    """D_o = 2 * 2 / 2 / 5 = 2/5 and D_e = 2 * 3 * 2 / 20 = 3/5 in units of d^2, which is one pair of values only."""
    units = Units.of(RatingTable.from_rows(ROWS)).pairable()
    for alpha in (nominal, ordinal, interval):
        assert alpha(units) == pytest.approx(1 - (2 / 5) / (3 / 5), abs=1e-12)


@pytest.mark.parametrize("name", ["krippendorff_4coders", "gwet_5observers", "irr_anxiety", "shrout_fleiss_1979"])
def test_sums_reproduce_the_references(name: str) -> None:
    units = Units.of(published.table(name)).pairable()
    expected = published.expected(name)["alpha"]
    assert {metric: alpha(units) for metric, alpha in ALPHAS.items()} == pytest.approx(
        {metric: expected[metric] for metric in ("nominal", "ordinal", "interval")}, abs=1e-9
    )
