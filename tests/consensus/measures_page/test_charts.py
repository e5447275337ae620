from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.web.strips import Point
from panels.consensus.measures_page.charts import LEFT, ROOM, Band, Curve, band, curve, level_axis, share_bar, unit_axis

K = list(range(1, 9))
PHI = [0.44, 0.61, 0.7, 0.76, 0.8, 0.83, 0.85, 0.86]


def drawn(usual: float = 3.4, enough: int | None = 5) -> Curve:
    return curve(K, PHI, [x - 0.1 for x in PHI], [x + 0.1 for x in PHI], usual=usual, enough=enough, target=0.8)


def test_level_axis_stands_at_the_levels_with_the_hire_line() -> None:
    axis = level_axis(1, 5, 3.5)
    assert axis.points == (Point(12, "1"), Point(60, "2"), Point(108, "3"), Point(156, "4"), Point(204, "5"))
    assert (axis.line, axis.width) == (132, 216)


def test_long_scale_is_labelled_at_its_ends_and_middle() -> None:
    assert [point.label for point in level_axis(0, 20).points] == ["0", "10", "20"]


def test_unit_axis_runs_from_nothing_to_one() -> None:
    axis = unit_axis(0.8)
    assert [point.label for point in axis.points] == ["0", "0.2", "0.4", "0.6", "0.8", "1"]
    assert axis.line == axis.points[4].x


def test_band_is_cut_at_the_ends_and_a_dot_may_stand_alone() -> None:
    axis = level_axis(1, 5)
    assert band(axis, 4.5, 3.5, 5.5) == Band(x=180, low=132, high=204)
    assert band(axis, 3.0, None, None) == Band(x=108, low=108, high=108)


def test_share_bar_is_as_long_as_its_share() -> None:
    assert [share_bar(share).width for share in (0.0, 0.25, 1.0, 1.2)] == [0, 48, ROOM, ROOM]


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(-10, 10))
def test_band_never_leaves_the_picture(value: float, low: float, high: float) -> None:
    found = band(level_axis(1, 5), value, low, high)
    assert all(LEFT <= x <= LEFT + ROOM for x in (found.x, found.low, found.high))


def test_curve_places_each_number_of_interviewers() -> None:
    found = drawn()
    assert [point.label for point in found.columns] == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert [dot.label for dot in found.dots] == ["0.44", "0.61", "0.70", "0.76", "0.80", "0.83", "0.85", "0.86"]
    assert found.placed[0] == (52, pytest.approx(145.4, abs=0.05))
    assert found.placed[-1][0] == 452
    assert found.line.startswith("M52.0 145.4L109.1 ")
    assert (found.line.count("L"), found.area.count("L"), found.area[-1]) == (7, 15, "Z")
    assert found.target == next(row.x for row in found.rows if row.label == "0.8")


def test_curve_marks_how_many_are_in_use_and_from_where_it_is_enough() -> None:
    found = drawn(usual=3.4, enough=5)
    assert (found.usual.words, found.usual.anchor) == ("now 3.4", "middle")
    assert found.enough is not None
    assert (found.enough.words, found.enough.x, found.enough.y) == ("0.80 from 5 on", *found.placed[4])
    assert found.enough.anchor == "start"
    assert drawn(usual=4.0).usual.words == "now 4"
    assert drawn(enough=None).enough is None


def test_curve_keeps_marks_inside_the_picture() -> None:
    assert (drawn(usual=1.0).usual.anchor, drawn(usual=8.0).usual.anchor) == ("start", "end")
    assert drawn(usual=11.5).usual.x == drawn(usual=8.0).usual.x
    last = drawn(enough=8).enough
    assert last is not None
    assert last.anchor == "end"
