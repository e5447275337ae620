"""Intervals in words: cut at the scale's ends here and nowhere else, and never rounded onto the line they miss."""

from __future__ import annotations

from interviews.web import strips
from panels.consensus.page.words import Content, told_apart

NO_CALIBRATION = (
    "No interval yet: that takes five opened panels on this scale with two or more interviewers each, three "
    "interviewers and 30 ratings."
)


def on_scale(interval: Content, content: Content) -> tuple[float, float]:
    """Its two ends as far as they lie on the rubric's scale."""
    scale = content["scale"]
    return strips.within((interval["low"], interval["high"]), scale["low"], scale["high"])


def ends(interval: Content, content: Content, line: float | None = None) -> str:
    """One decimal, or as many as it takes to tell an end from the line."""
    low, high = (told_apart(end, line) for end in on_scale(interval, content))
    return f"{low} to {high}"


def beside_line(interval: Content, content: Content, of: str = "") -> str:
    """The interval as a sentence, and where it lies about the hire line where there is one.

    `of` names the score where two stand beside each other: "Raw", "Adjusted".
    """
    line = (content["hire_line"] or {}).get("line")
    said = f"{of}, plausible" if of else "Plausible"
    said = f"{said} {ends(interval, content, line)}"
    if line is None:
        return f"{said}."
    shown = strips.number(line)
    if interval["low"] > line:
        return f"{said}: above the hire line, {shown}, with room."
    if interval["high"] < line:
        return f"{said}: below the hire line, {shown}, with room."
    return f"{said}: too close to the hire line, {shown}, to settle this by number."


def no_interval(content: Content) -> str:
    """Why there is none; nothing on a report that was built before there were any."""
    overall = content["overall"]
    if "interval" not in overall or overall["interval"] or overall["mean"] is None:
        return ""
    return NO_CALIBRATION if content["calibration"] is None else ""
