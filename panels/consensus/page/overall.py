"""The overall on the same scale as the strips above it, so that the eye can go straight down."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.web import strips
from panels.consensus.page import intervals, words


@dataclass(frozen=True)
class Overall:
    """`strip` is a scale with the band of the raw mean; `mean_at` and `line_at` are places on it.

    `plausible` says that band in words; it is empty where there is none.
    """

    number: str
    high: int
    basis: str
    left_out: str
    line: str
    plausible: str
    no_interval: str
    median: str
    strip: strips.Strip
    mean_at: float
    line_at: float | None

    @property
    def spoken(self) -> str:
        return " ".join(part for part in (f"Overall {self.number} on the scale.", self.plausible, self.line) if part)


def overall_of(content: words.Content) -> Overall | None:
    """None when nothing was rated at all."""
    mean, scale, line = content["overall"]["mean"], content["scale"], content["hire_line"]
    if mean is None:
        return None
    interval = content["overall"].get("interval")
    of = "Raw" if words.is_adjusted(content) else ""
    place = strips.draw(
        [],
        low=scale["low"],
        high=scale["high"],
        median=mean,
        minimum=line["line"] if line else None,
        plausible=(interval["low"], interval["high"]) if interval else None,
    )
    assert place.median is not None
    return Overall(
        number=words.overall_number(content),
        high=scale["high"],
        basis=words.overall_basis(content),
        left_out=words.left_out(content),
        line=words.hire_line(content),
        plausible=intervals.beside_line(interval, content, of) if interval else "",
        no_interval=intervals.no_interval(content),
        median=strips.number(content["overall"]["median"]),
        strip=place,
        mean_at=place.median,
        line_at=place.minimum,
    )
