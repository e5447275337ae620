"""The sentences of the board."""

from __future__ import annotations

from collections.abc import Sequence

from interviews.web.strips import in_words, number

NAMED = 6

__all__ = ["apart", "basis", "decimals", "group", "number", "other_version"]


def decimals(values: Sequence[float], hire_line: float | None) -> int:
    """One, so that the column stays calm; two where one would put a candidate on a hire line that is not hers."""
    if hire_line is None:
        return 1
    return 2 if any(value != hire_line and round(value, 1) == round(hire_line, 1) for value in values) else 1


def group(place: int, size: int, *, groups: int) -> str:
    """Words for a group, without a number that could be read as a rank."""
    if groups == 1:
        return "One candidate, nobody to compare with yet" if size == 1 else f"All {size} cannot be told apart"
    if place == 0:
        return "One candidate above the others" if size == 1 else f"{size} candidates who cannot be told apart"
    return "One candidate below" if size == 1 else f"{size} candidates below, who cannot be told apart"


def basis(*, adjusted: bool) -> str:
    if adjusted:
        return (
            "Groups come from the adjusted scores, which allow for how each interviewer rates elsewhere; the raw "
            "overall stands first. Inside a group the order is alphabetical."
        )
    return "Groups come from the raw overalls; nothing is adjusted. Inside a group the order is alphabetical."


def apart(parts: Sequence[Sequence[str]]) -> str:
    """Who was met by other interviewers than everybody else. Empty while a chain of interviewers joins all."""
    if len(parts) < 2:
        return ""
    smaller = [_names(part) for part in parts[1:]]
    shares = "shares" if len(parts) == 2 and len(parts[1]) == 1 else "share"
    each = "" if len(parts) == 2 else ", nor with each other"
    return (
        f"{'; '.join(smaller)} {shares} no interviewer with the other candidates here{each}, not even through a third. "
        "Where they are compared, the comparison rests on the assumption that interviewers are alike."
    )


def other_version(number: int, newer: int) -> str:
    return (
        f"Version {number} of the rubric did not ask for the same as version {newer}: these candidates are compared "
        "with each other, never with those above."
    )


def _names(names: Sequence[str]) -> str:
    if len(names) <= NAMED:
        return in_words(list(names))
    return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
