"""Whether the verdicts hold, in words: by cases and by competency, never by person."""

from __future__ import annotations

from dataclasses import dataclass

from panels.consensus.page import words
from panels.consensus.page.words import Content

WORDS = {
    ("line", True): "above",
    ("line", False): "not above",
    ("must_have", True): "met",
    ("must_have", False): "not met",
}
THE_SAME = "The same with one level up or down on any single rating, and with any one interviewer left out."


@dataclass(frozen=True)
class Held:
    """One line: what it is about, and in how many cases it stays as it is."""

    about: str
    words: str


def held(content: Content) -> list[Held]:
    """The line first, then each must-have that something could turn, then the others together."""
    found = content.get("stability")
    if not found:
        return []
    verdicts = found["verdicts"]
    return [_line(one, content) for one in verdicts if one["about"] == "line"] + _must_haves(
        [one for one in verdicts if one["about"] == "must_have"], content
    )


def _line(verdict: Content, content: Content) -> Held:
    said = [_level(verdict), _left_out(verdict), _weights(verdict), _rests_on(verdict, content)]
    about = "Above the line" if verdict["holds_now"] else "Not above the line"
    return Held(about, " ".join(part for part in said if part))


def _must_haves(verdicts: list[Content], content: Content) -> list[Held]:
    names = {one["id"]: one["name"] for one in content["competencies"]}
    loose = [one for one in verdicts if not _is_firm(one)]
    firm = [one for one in verdicts if _is_firm(one)]
    said = [Held(names[one["competency"]], f"{_level(one)} {_left_out(one)}".strip()) for one in loose]
    if firm:
        about = (
            names[firm[0]["competency"]] if len(firm) == 1 else "The other must-haves" if loose else "Every must-have"
        )
        said.append(Held(about, THE_SAME))
    return said


def _is_firm(verdict: Content) -> bool:
    return all(verdict[kind]["same"] == verdict[kind]["cases"] for kind in ("level", "leave_one_out"))


def _word(verdict: Content) -> str:
    return WORDS[verdict["about"], verdict["holds_now"]]


def _opposite(verdict: Content) -> str:
    return WORDS[verdict["about"], not verdict["holds_now"]]


def _level(verdict: Content) -> str:
    """Only the direction that could turn it: higher scores never undo what holds."""
    against, word = verdict["level"]["against"], _word(verdict)
    step = "lower" if verdict["holds_now"] else "higher"
    if not against["cases"]:
        return ""
    if against["same"] == against["cases"]:
        return f"One level {step} on any single rating: still {word}."
    if not against["same"]:
        return f"One level {step} on any single rating: {_opposite(verdict)}."
    return f"One level {step} on one rating: {word} in {against['same']} of {against['cases']}."


def _left_out(verdict: Content) -> str:
    found, word = verdict["leave_one_out"], _word(verdict)
    if found["same"] == found["cases"]:
        return f"One interviewer left out: still {word}."
    if found["undecided"] == found["cases"]:
        return "One interviewer left out: not enough is left to say."
    if not found["same"] and not found["undecided"]:
        return f"One interviewer left out: {_opposite(verdict)}."
    open_in = f", open in {found['undecided']}" if found["undecided"] else ""
    return f"One interviewer left out: {word} in {found['same']} of {found['cases']}{open_in}."


def _weights(verdict: Content) -> str:
    found, word = verdict["weights"], _word(verdict)
    if found is None:
        return ""
    if found["same"] == found["cases"]:
        return f"Other weights: still {word}."
    return f"Other weights: {word} in {found['same']} of {found['cases']} draws."


def _rests_on(verdict: Content, content: Content) -> str:
    if verdict["rests_on"] is not None:
        one = next(one for one in content["competencies"] if one["id"] == verdict["rests_on"])
        weight = words.weight(one, content)
        return f"It rests on {one['name']}{f' ({weight})' if weight else ''}."
    turned = any(one["changed"] for one in verdict["by_competency"])
    return "It rests on no single competency." if turned and len(verdict["by_competency"]) > 1 else ""
