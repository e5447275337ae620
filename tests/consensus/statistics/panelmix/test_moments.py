import numpy as np
import pytest

from panels.consensus.statistics.panelmix.moments import Moments, moments
from panels.consensus.statistics.table import RatingTable
from tests.consensus.statistics.panelmix.tables import MIXED, Dense, drawn


@pytest.mark.parametrize("seed", range(3))
def test_moments_are_the_traces_written_out(seed: int) -> None:
    table = drawn(seed, share=0.6)
    found = moments(table)
    written = Dense.of(table, MIXED)
    M = np.eye(len(table)) - written.X @ np.linalg.pinv(written.X)
    V = [*written.parts, np.eye(len(table))]
    assert found.expected == pytest.approx(np.array([[np.trace(M @ Z @ M @ W) for W in V] for Z in V]))
    assert found.observed == pytest.approx([table.level @ M @ Z @ M @ table.level for Z in V])


def test_moments_recover_the_variances_of_many_ratings() -> None:
    generator = np.random.default_rng(3)
    targets, raters, items = 300, 60, 4
    j = np.argsort(generator.random((targets, raters)), axis=1)[:, :5]
    t = np.repeat(np.arange(targets), 5 * items)
    j, c = np.repeat(j.ravel(), items), np.tile(np.arange(items), targets * 5)
    r, rc = generator.normal(size=raters), generator.normal(size=(raters, items))
    level = 2 * generator.normal(size=targets)[t] + 1.5 * r[j] + rc[j, c] + 3 * generator.normal(size=len(t))
    names = [tuple(map(str, range(size))) for size in (targets, raters, items)]
    found = moments(RatingTable(names[0], names[1], names[2], t, j, c, level))
    assert found.separable((True,) * 5) == (True,) * 5
    assert found.variances == pytest.approx([4, 0, 0, 2.25, 1, 9], abs=0.8)
    assert found.expected @ found.variances == pytest.approx(found.observed)


def test_variances_take_parts_of_any_size_together() -> None:
    inner = np.diag([1e12, 1.0, 1e-6, 4.0, 0.0, 2.0])
    assert Moments(inner, inner @ np.arange(1.0, 7.0)).variances == pytest.approx([1, 2, 3, 4, 0, 6])


def test_variances_share_what_two_parts_have_in_common() -> None:
    """The second part is the first but for what rounding makes of it."""
    inner = np.eye(6)
    inner[0, 1] = inner[1, 0] = 1.0 - 1e-12
    assert Moments(inner, np.array([1.0, 1.0 + 1e-6, 0, 0, 0, 1])).variances == pytest.approx(
        [0.5, 0.5, 0, 0, 0, 1], abs=1e-6
    )
