"""The adjusted score beside the raw one: both numbers, what moved it, how far that is known, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from interviews.web import strips
from panels.consensus.page import intervals, words
from panels.consensus.page.words import Content

Z = 1.96

REFUSED = {
    "no_calibration": "this scale has no calibration yet.",
    "sampled": "this scale has more interviewers and competencies than are adjusted together.",
    "few_candidates": "it needs five candidates of this role in the calibration.",
    "few_interviewers": "it needs three interviewers who met three candidates each.",
    "thin_component": "its interviewers, and those they have candidates in common with, met too few candidates each.",
    "not_separable": "strict interviewers cannot be told from weak candidates, for too few candidates met several.",
    "new_competency": "one of its competencies is not in the calibration yet.",
    "no_ratings": "nothing was rated.",
}


@dataclass(frozen=True)
class Adjusted:
    """`strip` carries the band; `review` when the shift is larger than it could well be by chance."""

    number: str
    high: int
    plausible: str
    shift: str
    review: bool
    strip: strips.Strip
    mean_at: float
    line_at: float | None

    @property
    def spoken(self) -> str:
        return f"Adjusted {self.number} on the scale. {self.plausible}"


def adjusted_of(content: Content) -> Adjusted | None:
    """None while adjustment is off, and where it is refused."""
    if not words.is_adjusted(content):
        return None
    found = content["adjusted"]
    overall, scale, line = found["overall"], content["scale"], (content["hire_line"] or {}).get("line")
    place = strips.draw(
        [],
        low=scale["low"],
        high=scale["high"],
        median=overall["mean"],
        minimum=line,
        plausible=(overall["low"], overall["high"]),
    )
    assert place.median is not None
    return Adjusted(
        number=words.told_apart(overall["mean"], line),
        high=scale["high"],
        plausible=intervals.beside_line(overall, content, "Adjusted"),
        shift=shift(found),
        review=found["review"],
        strip=place,
        mean_at=place.median,
        line_at=place.minimum,
    )


def shift(found: Content) -> str:
    """How far it lies from the raw mean, and between which shifts that could be."""
    by, sd = found["shift"], found["shift_sd"]
    return f"{_moved(by)} than the raw mean; plausibly between {_moved(by - Z * sd)} and {_moved(by + Z * sd)}."


def refused(content: Content) -> str:
    """Why there is no adjusted score although adjustment is on."""
    reason = (content.get("adjusted") or {}).get("refused")
    if not reason:
        return ""
    return f"Not adjusted: {REFUSED.get(reason, 'too little is known of how these interviewers score.')}"


def _moved(by: float) -> str:
    return f"{abs(by):.2f} {'lower' if by < 0 else 'higher'}"
