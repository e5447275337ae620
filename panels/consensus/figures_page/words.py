"""How somebody rates, in sentences: a reason for a conversation, never a verdict, and never without its n."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

from panels.consensus.page.words import plural

Figures = Mapping[str, Any]
TALK, TOO_FEW = "talk", "too_few"


@dataclass(frozen=True)
class Kind:
    """One measure: what it is called, what it asks, what it cannot tell, in which unit its n is counted."""

    name: str
    question: str
    cannot: str
    unit: str
    said: Callable[[Figures], str]
    says_n: bool = False


def level(found: Figures) -> str:
    mean, low, high = found["mean"], found["low"], found["high"]
    way = "lower" if mean < 0 else "higher"
    return f"{abs(mean):.1f} levels {way} than colleagues on the same candidates; plausibly {_between(low, high)}."


def steadiness(found: Figures) -> str:
    """The ratio is one of squares; people think of distances."""
    return f"{_times(sqrt(found['ratio']))} as far from what colleagues’ ratings foretell as is usual."


def scale_use(found: Figures) -> str:
    said = f"{_times(found['ratio'])} the spread that the candidates met would lead one to expect."
    if found["slope"] is None:
        return said
    return f"{said} Where colleagues see one level of difference between candidates, {found['slope']:.1f} levels here."


def on_one_card(found: Figures) -> str:
    return f"{_times(found['ratio'])} the differences from competency to competency that are usual on one scorecard."


def same_level(found: Figures) -> str:
    return f"One level for every competency on {round(found['share'] * found['n'])} of {found['n']} scorecards."


KINDS: dict[str, Kind] = {
    "severity": Kind(
        "Level",
        "Are scores lower or higher than colleagues’ on the same candidates?",
        "who is right: a lower score may be the better look.",
        "candidate",
        level,
    ),
    "consistency": Kind(
        "Steadiness",
        "How far are scores from what colleagues’ scores foretell?",
        "whether something was seen that others missed.",
        "candidate",
        steadiness,
    ),
    "range": Kind(
        "Use of the scale",
        "Do scores differ between candidates as much as these candidates do for others?",
        "whether the candidates met really were alike.",
        "candidate",
        scale_use,
    ),
    "halo": Kind(
        "Competencies apart",
        "Do scores on one scorecard differ from competency to competency?",
        "whether a candidate really was as strong in one thing as in another.",
        "scorecard",
        on_one_card,
    ),
    "straight_lining": Kind(
        "The same level throughout",
        "How many scorecards have one level for every competency?",
        "whether each of them was meant so.",
        "scorecard",
        same_level,
        says_n=True,
    ),
}
STATES = {
    TALK: ("due", "Worth a conversation"),
    "plain": ("done", "As usual"),
    TOO_FEW: ("not_started", "Too few to say"),
}


def figure(kind: Kind, found: Figures) -> str:
    """The sentence with its n, or how many it takes."""
    if found["state"] == TOO_FEW:
        return f"From {plural(found['needed'], kind.unit)} on; so far {found['n']}."
    return kind.said(found) if kind.says_n else f"{kind.said(found)} n = {plural(found['n'], kind.unit)}."


def rests_on(n: Mapping[str, int]) -> str:
    return (
        f"{plural(n['candidates'], 'candidate')}, {plural(n['ratings'], 'rating')}. Only panels whose scorecards are "
        "open and from which no scorecard may still come blind."
    )


def role_counts(found: Mapping[str, Any]) -> list[str]:
    """How a role's interviewers rate, as counts; nothing that could point at somebody."""
    said = [f"{plural(found['n'], 'interviewer')}, {found['enough']} of them with enough candidates for a level."]
    if found["severity_sd"] is not None:
        said.append(f"Their levels lie {found['severity_sd']:.2f} of a level apart (standard deviation).")
    counts = found["to_talk_about"]
    if counts is None:
        return [*said, "Fewer than five interviewers: counts would point at somebody."]
    known = {name: count for name, count in counts.items() if count is not None}
    if not known:
        return [*said, "No measure has five interviewers with enough scorecards yet."]
    there = [f"{KINDS[name].name.lower()}: {count}" for name, count in known.items() if count]
    return [*said, f"Worth a conversation: {', '.join(there)}." if there else "Nobody stands out."]


def _between(low: float, high: float) -> str:
    if low * high > 0:
        near, far = sorted((abs(low), abs(high)))
        return f"between {near:.1f} and {far:.1f} {'lower' if low < 0 else 'higher'}"
    return f"between {-low:.1f} lower and {high:.1f} higher"


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times"
