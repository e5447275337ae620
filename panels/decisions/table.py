"""The facts on the table when a decision is taken: a few lines out of the stored report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from panels.consensus.models import Report
from panels.decisions.against import against, sentences
from panels.decisions.models import Outcome

STEPS = (("strong_no", "Strong no"), ("no", "No"), ("yes", "Yes"), ("strong_yes", "Strong yes"))


@dataclass(frozen=True)
class Table:
    """One report's content, in the order in which it is read: recommendations, must-haves, overall."""

    report: Report

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.report.content
        return content

    @property
    def recommendations(self) -> str:
        counts = self.content["recommendations"]
        if not counts["given"]:
            return "No recommendation was asked or given."
        said = [f"{counts[step]} {word.lower()}" for step, word in STEPS if counts[step]]
        too_little = f"; {counts['too_little']} saw too little to say" if counts["too_little"] else ""
        return f"{', '.join(said)}, of {counts['given']} given{too_little}"

    @property
    def side(self) -> str:
        """Where more than half of the recommendations are."""
        counts = self.content["recommendations"]
        if counts["side"] is None:
            return "No majority" if counts["given"] else ""
        return f"{counts['for_' + counts['side']]} of {counts['given']} recommend {counts['side']}"

    @property
    def must_haves(self) -> list[dict[str, Any]]:
        """Each with the kind of its state and words for it."""
        return [_must_have(one) for one in self.content["competencies"] if one["about_minimum"]]

    @property
    def must_have_words(self) -> str:
        """ "1 of 2 met"."""
        if not self.must_haves:
            return "No must-have"
        return f"{sum(one['kind'] == 'met' for one in self.must_haves)} of {len(self.must_haves)} met"

    @property
    def must_have_note(self) -> str:
        if not self.must_haves:
            return "None in this rubric."
        return "Must-haves whose median is at or above their minimum."

    @property
    def overall(self) -> str:
        mean, top = self.content["overall"]["mean"], self.content["scale"]["high"]
        return "Nothing rated" if mean is None else f"{mean:.1f} of {top}"

    @property
    def overall_words(self) -> str:
        line = self.content["hire_line"]
        words = f"Overall, from {self.cards} scorecard{'' if self.cards == 1 else 's'}."
        return f"{words} Hire line {line['line']:g}." if line else words

    @property
    def cards(self) -> int:
        return len(self.content["cards"])

    @property
    def forward(self) -> list[str]:
        """What going forward would go against."""
        return sentences(against(self.content, Outcome.ADVANCE))

    @property
    def stopping(self) -> list[str]:
        """What not proceeding would go against."""
        return sentences(against(self.content, Outcome.NOT_PROCEEDING))


def _must_have(one: dict[str, Any]) -> dict[str, Any]:
    met = one["about_minimum"]["met"]
    if met is None:
        return {"name": one["name"], "kind": "not_rated", "words": f"minimum {one['minimum']}, nobody rated it"}
    split = one["about_minimum"]["below"] > 0 and one["about_minimum"]["at_or_above"] > 0
    words = f"median {one['median']:g}, minimum {one['minimum']}, n = {one['n']}"
    kind = "met" if met else "not_met"
    return {
        "name": one["name"],
        "kind": kind,
        "words": f"{words}; ratings on both sides of it" if split else words,
    }
