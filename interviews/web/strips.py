"""The geometry of a dot strip: where each score, mark and gap stands. Plain numbers in, plain numbers out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

LABELLED_POINTS = 11
TALL_STACK = 4
ROOM = 240.0
BAND = 16.0


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Point:
    x: float
    label: str


@dataclass(frozen=True)
class Band:
    """A stretch of the scale, as high as a dot, about the line."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Strip:
    """All that the template draws, in SVG units; `words` says the same for those who do not see it."""

    width: float
    height: float
    line_from: float
    line_to: float
    base: float
    radius: float
    points: list[Point]
    dots: list[Dot]
    apart: list[Dot]
    gaps: list[Dot]
    minimum: float | None
    median: float | None
    band: Band | None
    words: str


def number(value: float | Fraction) -> str:
    """3 for 3.0, 3.5 for 3.5: no zeros that say nothing."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def in_words(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def draw(
    scores: Iterable[int],
    *,
    low: int,
    high: int,
    minimum: int | None = None,
    median: float | None = None,
    gaps: int = 0,
    apart: Iterable[int] = (),
    plausible: tuple[float, float] | None = None,
) -> Strip:
    """Place the scores on the scale from `low` to `high`; equal ones stand on each other, three abreast when many.

    `apart` are scores that are shown and not counted, `gaps` are non-ratings: they stand behind the scale's end,
    never on it, because not rated is no number. `plausible` is an interval of the mean, cut at the scale's ends.
    """
    counted, shown = sorted(scores), sorted(apart)
    step = min(30.0, ROOM / max(high - low, 1))
    left = 10.0

    def x_of(value: float) -> float:
        return round(left + (value - low) * step, 2)

    band = None if plausible is None else within(plausible, low, high)
    heights = Counter(counted) + Counter(shown)
    tallest = max(heights.values(), default=1)
    abreast, radius = (1, min(5.5, step * 0.42)) if tallest <= TALL_STACK else (3, min(3.25, step * 0.13))
    pitch = radius * 2 + 1
    rows = -(-tallest // abreast)
    base = round(rows * pitch + 3.0, 2)
    placed: Counter[int] = Counter()

    def place(value: int) -> Dot:
        row, column = divmod(placed[value], abreast)
        width = min(abreast, heights[value] - row * abreast)
        placed[value] += 1
        return Dot(round(x_of(value) + (column - (width - 1) / 2) * pitch, 2), round(base - row * pitch, 2))

    end = x_of(high)
    gap_start = end + 20.0
    return Strip(
        width=round((gap_start + (gaps - 1) * 12.0 if gaps else end) + left, 2),
        height=base + 28.0,
        line_from=left,
        line_to=end,
        base=base,
        radius=round(radius, 2),
        points=[Point(x_of(value), str(value)) for value in labelled(low, high)],
        dots=[place(value) for value in counted],
        apart=[place(value) for value in shown],
        gaps=[Dot(round(gap_start + index * 12.0, 2), base) for index in range(gaps)],
        minimum=None if minimum is None else x_of(minimum),
        median=None if median is None else x_of(float(median)),
        band=None if band is None else _band(x_of(band[0]), x_of(band[1]), base),
        words=describe(
            counted, low=low, high=high, minimum=minimum, median=median, gaps=gaps, apart=shown, plausible=band
        ),
    )


def within(interval: tuple[float, float], low: int, high: int) -> tuple[float, float]:
    """The interval as far as it lies on the scale."""
    start, end = (min(max(bound, low), high) for bound in interval)
    return start, end


def _band(start: float, end: float, base: float) -> Band:
    """Never narrower than its own round ends."""
    half = BAND / 2
    return Band(x=round(start - 1, 2), y=round(base - half, 2), width=round(max(end - start, 0) + 2, 2), height=BAND)


def labelled(low: int, high: int) -> list[int]:
    """Every point of a short scale; of a long one only its ends and middle, so that labels never touch."""
    if high - low < LABELLED_POINTS:
        return list(range(low, high + 1))
    return [low, (low + high) // 2, high]


def describe(
    scores: list[int],
    *,
    low: int,
    high: int,
    minimum: int | None,
    median: float | None,
    gaps: int,
    apart: list[int],
    plausible: tuple[float, float] | None = None,
) -> str:
    """The strip as sentences."""
    said = [f"Scores {in_words([str(s) for s in scores])}" if len(scores) > 1 else ""]
    if len(scores) == 1:
        said = [f"One score, {scores[0]}"]
    if not scores:
        said = ["No scores"]
    said[0] += f", on a scale from {low} to {high}"
    if median is not None:
        said.append(f"Median {number(median)}")
    if minimum is not None:
        said.append(f"Minimum {minimum}")
    if plausible is not None:
        said.append(f"Mean plausibly {plausible[0]:.1f} to {plausible[1]:.1f}")
    if apart:
        said.append(f"Shown apart, not counted: {in_words([str(s) for s in apart])}")
    if gaps:
        said.append(f"{gaps} not rated")
    return ". ".join(said) + "."
