import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from panels.consensus.statistics.connected import components
from panels.consensus.statistics.table import RatingTable


def table(pairs: list[tuple[str, str]]) -> RatingTable:
    return RatingTable.from_rows((target, rater, "c", 3.0) for target, rater in pairs)


def test_components_are_numbered_by_their_targets() -> None:
    found = components(table([("a", "r"), ("x", "s"), ("y", "s"), ("y", "t"), ("z", "t")]))
    assert found.target.tolist() == [1, 0, 0, 0]
    assert found.rater.tolist() == [1, 0, 0]
    assert (found.targets, found.raters, found.count) == ((3, 1), (2, 1), 2)


def test_components_of_one_size_keep_the_order_of_their_targets() -> None:
    found = components(table([("a", "z"), ("b", "y"), ("c", "x")]))
    assert found.target.tolist() == [0, 1, 2]
    assert found.rater.tolist() == [2, 1, 0]


def test_components_of_nothing() -> None:
    found = components(table([]))
    assert (found.count, found.targets, found.raters) == (0, (), ())


def test_components_of_one_rating() -> None:
    assert components(table([("a", "r")])).targets == (1,)


@pytest.mark.parametrize("order", ["along", "shuffled"])
def test_components_follow_a_long_chain(order: str) -> None:
    length = 3000
    names = [f"{number:05}" for number in range(length)]
    if order == "shuffled":
        np.random.default_rng(1).shuffle(names)
    found = components(table([(names[step // 2], names[(step + 1) // 2]) for step in range(2 * length - 2)]))
    assert (found.targets, found.raters) == ((length - 1,), (length,))


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=25))
def test_components_are_those_of_a_plain_search(edges: list[tuple[int, int]]) -> None:
    found = components(table([(f"{target:02}", f"{rater:02}") for target, rater in edges]))
    parts: list[set[str]] = []
    for target, rater in edges:
        edge = {f"t{target:02}", f"r{rater:02}"}
        joined = edge.union(*(part for part in parts if edge & part))
        parts = [part for part in parts if not part & joined] + [joined]
    targets = sorted({f"{target:02}" for target, _ in edges})
    assert found.count == len(parts)
    for part in parts:
        assert len({int(found.target[code]) for code, name in enumerate(targets) if f"t{name}" in part}) == 1
    assert sum(found.targets) == len(targets)
    assert list(found.targets) == sorted(found.targets, reverse=True)


def test_components_of_a_million_ratings_are_quick() -> None:
    generator = np.random.default_rng(5)
    n = 1_000_000
    million = RatingTable(
        targets=tuple(map(str, range(50_000))),
        raters=tuple(map(str, range(1000))),
        items=("c",),
        target=np.repeat(np.arange(50_000), n // 50_000),
        rater=generator.integers(0, 1000, n),
        item=np.zeros(n, dtype=np.intp),
        level=np.ones(n),
    )
    start = time.process_time()
    assert components(million).count == 1
    assert time.process_time() - start < 2
