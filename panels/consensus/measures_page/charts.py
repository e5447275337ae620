"""The geometry of the pictures of measures: plain numbers in, places in SVG units out. Templates only draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.web.strips import Point, labelled

ROOM = 192.0
LEFT = 12.0


@dataclass(frozen=True)
class Axis:
    """The common scale of a column of bands, from `low` to `high`. `line` is the place of a line across all of them."""

    low: float
    high: float
    points: tuple[Point, ...]
    line: float | None = None

    @property
    def width(self) -> float:
        return ROOM + 2 * LEFT

    def at(self, value: float) -> float:
        """Where a value stands; one beyond the scale stands at its end."""
        return _place(value, self.low, self.high, LEFT, ROOM)


@dataclass(frozen=True)
class Band:
    """A dot with its interval, cut at the ends of the scale as the numbers beside it are."""

    x: float
    low: float
    high: float


@dataclass(frozen=True)
class Bar:
    """A share of one as a length from the left; `low` and `high` are places as well."""

    width: float
    room: float = ROOM


def level_axis(low: int, high: int, hire_line: float | None = None) -> Axis:
    """The levels of a rubric's scale."""
    bare = Axis(low, high, ())
    return Axis(
        low=low,
        high=high,
        points=tuple(Point(bare.at(value), str(value)) for value in labelled(low, high)),
        line=None if hire_line is None else bare.at(hire_line),
    )


def unit_axis(line: float) -> Axis:
    """From 0 to 1, for coefficients."""
    bare = Axis(0, 1, ())
    return Axis(0, 1, tuple(Point(bare.at(value), f"{value:g}") for value in (0, 0.2, 0.4, 0.6, 0.8, 1)), bare.at(line))


def band(axis: Axis, value: float, low: float | None, high: float | None) -> Band:
    """`low` and `high` are None where there is no interval: then the dot stands alone."""
    low, high = (value if low is None else low), (value if high is None else high)
    return Band(axis.at(value), axis.at(low), axis.at(high))


def share_bar(share: float) -> Bar:
    return Bar(width=round(ROOM * min(max(share, 0.0), 1.0), 1))


@dataclass(frozen=True)
class Mark:
    """A place along the bottom with its words; `anchor` keeps the words inside the picture."""

    x: float
    y: float
    words: str
    anchor: str


@dataclass(frozen=True)
class Curve:
    """A line over 1 to 8 interviewers with the band it may lie in; y is 0 to 1, upwards."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    line: str
    area: str
    dots: tuple[Point, ...]
    columns: tuple[Point, ...]
    rows: tuple[Point, ...]
    target: float
    usual: Mark
    enough: Mark | None
    heights: tuple[float, ...]

    @property
    def placed(self) -> list[tuple[float, float]]:
        return [(dot.x, y) for dot, y in zip(self.dots, self.heights, strict=True)]


CURVE = {"width": 480.0, "height": 280.0, "left": 36.0, "right": 468.0, "top": 30.0, "bottom": 236.0}


def curve(
    k: Sequence[int],
    phi: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    *,
    usual: float,
    enough: int | None,
    target: float,
) -> Curve:
    """`usual` is how many interviewers candidates have now, on average; `enough` is how many reach `target`."""
    left, right, top, bottom = (CURVE[side] for side in ("left", "right", "top", "bottom"))

    def x_of(count: float) -> float:
        return _place(count, k[0], k[-1], left + 16, right - left - 32)

    def y_of(value: float) -> float:
        return round(top + bottom - _place(value, 0, 1, top, bottom - top), 1)

    def path(values: Sequence[float], counts: Sequence[int]) -> str:
        return "L".join(f"{x_of(count)} {y_of(value)}" for count, value in zip(counts, values, strict=True))

    back = list(reversed(k))
    return Curve(
        **CURVE,
        line=f"M{path(phi, k)}",
        area=f"M{path(high, k)}L{path(list(reversed(low)), back)}Z",
        dots=tuple(Point(x_of(count), f"{value:.2f}") for count, value in zip(k, phi, strict=True)),
        heights=tuple(y_of(value) for value in phi),
        columns=tuple(Point(x_of(count), str(count)) for count in k),
        rows=tuple(Point(y_of(value), f"{value:g}") for value in (0, 0.2, 0.4, 0.6, 0.8, 1)),
        target=y_of(target),
        usual=_above(x_of(usual), top, f"now {usual:.1f}".removesuffix(".0")),
        enough=None
        if enough is None
        else _beside(x_of(enough), y_of(phi[k.index(enough)]), f"{target:.2f} from {enough} on"),
    )


def _above(x: float, y: float, words: str) -> Mark:
    near = 60.0
    return Mark(x, y, words, "start" if x - CURVE["left"] < near else "end" if CURVE["right"] - x < near else "middle")


def _beside(x: float, y: float, words: str) -> Mark:
    """To the right while there is room, so that no line through the place crosses the words."""
    return Mark(x, y, words, "start" if CURVE["right"] - x > 110 else "end")


def _place(value: float, low: float, high: float, start: float, room: float) -> float:
    inside = min(max(value, low), high)
    return round(start + room * (inside - low) / (high - low or 1), 1)
