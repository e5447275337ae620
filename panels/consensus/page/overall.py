"""The overall on the same scale as the strips above it, so that the eye can go straight down."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.web import strips
from panels.consensus.page import words


@dataclass(frozen=True)
class Overall:
    """`strip` is an empty scale; `mean_at` and `line_at` are places on it. Intervals join it with the measures."""

    number: str
    high: int
    basis: str
    left_out: str
    line: str
    median: str
    strip: strips.Strip
    mean_at: float
    line_at: float | None

    @property
    def spoken(self) -> str:
        line = f" {self.line}" if self.line else ""
        return f"Overall {self.number} on the scale.{line}"


def overall_of(content: words.Content) -> Overall | None:
    """None when nothing was rated at all."""
    mean, scale, line = content["overall"]["mean"], content["scale"], content["hire_line"]
    if mean is None:
        return None
    place = strips.draw([], low=scale["low"], high=scale["high"], median=mean, minimum=line["line"] if line else None)
    assert place.median is not None
    return Overall(
        number=words.overall_number(content),
        high=scale["high"],
        basis=words.overall_basis(content),
        left_out=words.left_out(content),
        line=words.hire_line(content),
        median=strips.number(content["overall"]["median"]),
        strip=place,
        mean_at=place.median,
        line_at=place.minimum,
    )
