"""The sentences of the reliability page: what each number says, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from interviews.web.strips import in_words
from panels.consensus.page.words import plural

Z = 1.96
RELY, TENTATIVE = 0.8, 0.667
CLOSE, COLLAPSED = 0.8, 0.4
NAMED, FIRM = 6, 4
ONE_MORE = ("", "", "A second", "A third", "A fourth", "A fifth", "A sixth", "A seventh", "An eighth")

PARTS = {
    "candidate": (
        "The candidate",
        "What all ratings of one candidate have in common.",
    ),
    "candidate_competency": (
        "The candidate on one competency",
        "Stronger here, weaker there, in the eyes of all interviewers.",
    ),
    "interviewer": (
        "The interviewer’s own level",
        "Rating every candidate higher or lower than colleagues do.",
    ),
    "interviewer_competency": (
        "The interviewer’s own level on one competency",
        "Asking more of everybody on one competency than colleagues do.",
    ),
    "candidate_interviewer": (
        "One interviewer’s impression of one candidate",
        "What the two of them alone have in common, over all competencies.",
    ),
    "residual": (
        "Everything else",
        "The question, the day, the rounding to a level, chance.",
    ),
}
SUMMARY = (
    ("The candidate", ("candidate", "candidate_competency")),
    ("The interviewer’s own level", ("interviewer", "interviewer_competency")),
    ("The rest", ("candidate_interviewer", "residual")),
)
REASONS = {
    "too_few": "There are too few ratings for it.",
    "no_variation": "All ratings are the same: there is nothing to tell apart.",
    "not_separable": "Too few interviewers met several candidates: their part cannot be told from the candidates’.",
}


def coefficient(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def interval(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{coefficient(low)} to {coefficient(high)}"


def reason(code: str) -> str:
    """Why a number is not there. A code without words of its own still says that it is not to be had."""
    return REASONS.get(code, "It cannot be had from these ratings.")


def basis(n: Mapping[str, int]) -> str:
    """What the page rests on."""
    return (
        f"{plural(n['panels'], 'panel')}, {n['compared']} of them with two or more interviewers; "
        f"{plural(n['interviewers'], 'interviewer')}, {plural(n['competencies'], 'competency', 'competencies')}, "
        f"{plural(n['ratings'], 'rating')}."
    )


def too_few(compared: int) -> str:
    return (
        f"{plural(compared, 'candidate')} with two or more interviewers so far. From 8 on numbers stand here: below "
        "that their intervals cover almost everything."
    )


def provisional(compared: int) -> str:
    return (
        f"{plural(compared, 'candidate')} with two or more interviewers. From 20 on intervals keep what they promise; "
        "until then take each number as a first look."
    )


SINGLE = "One interviewer alone."


def average(k: float) -> str:
    return f"The mean of {_number(k)} interviewers, as many as candidates have here."


def now(study: Mapping[str, Any]) -> str:
    """What the number of interviewers in use gives, and what one more would add."""
    k = _in_use(study)
    value, low, high = (study[name][k - 1] for name in ("phi", "low", "high"))
    said = (
        f"With {plural(k, 'interviewer')} the reliability of an overall is {coefficient(value)} "
        f"({interval(low, high)}): so much of what overalls differ by would come again with other interviewers."
    )
    if k < len(study["phi"]):
        said += f" {ONE_MORE[k + 1]} adds {coefficient(study['phi'][k] - value)}."
    return said


def error(study: Mapping[str, Any]) -> str:
    k = _in_use(study)
    return (
        f"An overall from {plural(k, 'interviewer')} lies within {Z * study['sem'][k - 1]:.1f} levels of what all "
        "interviewers together would say, in 19 of 20 cases."
    )


def enough(study: Mapping[str, Any]) -> str:
    target, k = coefficient(study["enough"]["target"]), study["enough"]["k"]
    if k is None:
        return f"{target}, a common aim where much depends on it, is not reached within 8 interviewers."
    if k <= _in_use(study):
        return f"{target}, a common aim where much depends on it, is reached from {plural(k, 'interviewer')} on."
    return f"{target}, a common aim where much depends on it, takes {plural(k, 'interviewer')}."


def agreement(one: Mapping[str, Any]) -> str:
    """One competency in words. Alpha falls when candidates barely differ; AC2 then says whether ratings do."""
    if one["no_variation"]:
        return "No variation: every rating is the same, so nothing can be told."
    alpha, ac2 = one["alpha"]["ordinal"], one["ac2"]
    if alpha is None:
        return f"Too few: {plural(one['n'], 'candidate')} with two ratings or more on it."
    if alpha["value"] >= RELY:
        return "Interviewers see the same."
    if alpha["value"] >= TENTATIVE:
        return "Interviewers see much the same; good for tentative conclusions."
    if alpha["value"] < COLLAPSED and ac2 is not None and ac2["value"] >= CLOSE:
        return f"Interviewers agree closely (AC2 {coefficient(ac2['value'])}), but candidates barely differ on it."
    return "Interviewers see different things: read the evidence rather than the level."


def joined(stage: str, parts: Sequence[int], named: Sequence[Sequence[str]]) -> str:
    """`parts` are the sizes of what common interviewers join, `named` those of its candidates the reader may see."""
    total = sum(parts)
    if total == 1:
        return f"{stage}: one candidate, nobody to be joined with yet."
    if len(parts) == 1:
        return f"{stage}: a chain of common interviewers joins all {total} candidates."
    sizes = in_words([str(size) for size in parts])
    said = f"{stage}: {total} candidates in {len(parts)} parts ({sizes}) that share no interviewer."
    smaller = [_some(names) for names in named[1:] if names]
    return f"{said} Apart from the largest: {'; '.join(smaller)}." if smaller else said


def weak_link(stage: str, candidates: int, interviewers: int) -> str:
    """Where a part hangs together by little. Empty where it is firm, or where nothing joins at all."""
    if not 0 < candidates < FIRM:
        return ""
    return (
        f"{stage}: two groups of interviewers are joined by no more than {plural(candidates, 'candidate')} and "
        f"{plural(interviewers, 'interviewer')} in common; {FIRM} candidates make such a link firm."
    )


CHEAPEST_LINK = (
    "The cheapest link between two parts: one interviewer of the one also meets about four candidates of the other. "
    "Until then what is said across them rests on the assumption that interviewers are alike."
)


def _number(k: float) -> str:
    return f"{k:.1f}".removesuffix(".0")


def _in_use(study: Mapping[str, Any]) -> int:
    """The whole number of interviewers nearest to the usual one."""
    usual: float = study["usual"]
    return min(max(round(usual), 1), len(study["k"]))


def _some(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return in_words(list(names))
    return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
