import time
from collections.abc import Iterator
from functools import partial

import numpy as np
import pytest

from panels.consensus.statistics.bootstrap import Interval, bootstrap, percentile, weights
from panels.consensus.statistics.krippendorff import coincidences_by_target, draws
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.units import Units
from tests.consensus.statistics import published


def mean_of(values: Floats, blocks: Iterator[Floats]) -> Floats:
    return np.concatenate([block @ values / block.sum(axis=1) for block in blocks])


def test_weights_draw_as_many_as_there_are() -> None:
    blocks = list(weights(7, seed=1, draws=600))
    assert [len(block) for block in blocks] == [250, 250, 100]
    drawn = np.concatenate(blocks)
    assert drawn.shape == (600, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert drawn.mean(axis=0) == pytest.approx([1.0] * 7, abs=0.15)
    assert drawn.var() == pytest.approx(6 / 7, abs=0.1)


def test_weights_depend_on_the_seed_alone() -> None:
    first, again, other = (np.concatenate(list(weights(5, seed))) for seed in (1, 1, 2))
    assert first.shape == (1000, 5)
    assert (first == again).all()
    assert (first != other).any()


def test_percentile_by_hand() -> None:
    assert percentile(np.arange(201.0)) == Interval(
        low=pytest.approx(5.0), high=pytest.approx(195.0), used=201, left_out=0
    )
    assert percentile(np.arange(201.0), level=0.9) == Interval(
        low=pytest.approx(10.0), high=pytest.approx(190.0), used=201, left_out=0
    )


def test_percentile_leaves_out_draws_without_a_value_and_counts_them() -> None:
    found = percentile(np.array([1.0, np.nan, 1.0, np.inf]))
    assert found == Interval(low=1.0, high=1.0, used=2, left_out=2)


def test_percentile_of_less_than_half_is_none() -> None:
    assert percentile(np.array([1.0, np.nan, np.nan])) is None
    assert percentile(np.array([np.nan])) is None
    assert percentile(np.array([])) is None


def test_bootstrap_of_a_mean_is_near_its_normal_interval() -> None:
    """40 values of variance 1 about 0: 1.96 / sqrt(40) = .31."""
    values = np.random.default_rng(5).normal(size=40)
    values = (values - values.mean()) / values.std()
    found = bootstrap(partial(mean_of, values), 40, seed=1, draws=4000)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((-0.31, 0.31), abs=0.03)
    assert (found.used, found.left_out) == (4000, 0)


def test_bootstrap_needs_two_to_draw_from() -> None:
    assert bootstrap(partial(mean_of, np.array([1.0])), 1, seed=1) is None
    assert bootstrap(partial(mean_of, np.array([])), 0, seed=1) is None
    assert bootstrap(partial(mean_of, np.array([1.0, 1.0])), 2, seed=1) == Interval(1.0, 1.0, 1000, 0)


def test_bootstrap_of_alpha_is_near_another_program_s() -> None:
    """The 20 subjects of irr_anxiety, ordinal, 2,000 draws of another generator: -.060 to .458."""
    units = Units.of(published.table("irr_anxiety")).pairable()
    statistic = partial(draws, coincidences_by_target(units), units.values, "ordinal")
    found = bootstrap(statistic, units.targets, seed=1, draws=2000)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((-0.060, 0.458), abs=0.025)


def test_bootstrap_of_alpha_leaves_out_draws_in_which_nothing_varies() -> None:
    """Two of three candidates got all threes: a draw without the third, (2/3)^3, has no alpha."""
    levels = {"a": (3.0, 3.0), "b": (3.0, 3.0), "c": (1.0, 2.0)}
    rows = [(target, f"r{rater}", "i", x) for target, given in levels.items() for rater, x in enumerate(given)]
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    found = bootstrap(partial(draws, coincidences_by_target(units), units.values, "interval"), 3, seed=4)
    assert found is not None
    assert found.left_out == pytest.approx(1000 * (2 / 3) ** 3, abs=50)
    assert found.used + found.left_out == 1000


def test_bootstrap_of_sixty_candidates_is_quick() -> None:
    """Processor time; some ten milliseconds, the limit leaves room for a slow machine."""
    rng = np.random.default_rng(2)
    rows = [(f"t{t}", f"r{r}", "i", float(rng.integers(1, 6))) for t in range(60) for r in range(4)]
    units = Units.of(RatingTable.from_rows(rows)).pairable()
    started = time.process_time()
    bootstrap(partial(draws, coincidences_by_target(units), units.values, "ordinal"), 60, seed=1)
    assert time.process_time() - started < 0.3
