"""What a report says otherwise than the one it stands beside, and because of what."""

from __future__ import annotations

from interviews.web.strips import in_words, number
from panels.consensus.page.intervals import ends
from panels.consensus.page.words import Content, plural

SIDES = {"yes": "a majority for yes", "no": "a majority for no", None: "no majority"}
MET = {True: "met", False: "not met", None: "not rated"}


def because(first: Content, other: Content) -> str:
    """Which of the things that a report is a function of differ."""
    there = {card["receipt"] for card in first["cards"]}
    more = sum(card["receipt"] not in there for card in other["cards"])
    causes = []
    if more:
        causes.append(f"it takes in {plural(more, 'scorecard')} that came late and still blind")
    if first["method"] != other["method"]:
        causes.append(f"it is computed by method “{other['method']}” instead of “{first['method']}”")
    if _calibration(first) != _calibration(other):
        causes.append(f"it rests on {_calibration(other)} instead of {_calibration(first)}")
    if bool(first.get("adjusted")) != bool(other.get("adjusted")):
        causes.append(f"adjustment was switched {'on' if other.get('adjusted') else 'off'} in between")
    return "This report differs from the first one because " + in_words(causes) + "." if causes else ""


def moved(first: Content, other: Content) -> list[str]:
    """Each number that moved, old and new; an empty list says that none did."""
    said = []
    if first["recommendations"]["side"] != other["recommendations"]["side"]:
        said.append(
            f"Recommendations: {SIDES[first['recommendations']['side']]} before, "
            f"{SIDES[other['recommendations']['side']]} with it."
        )
    before = {one["id"]: one for one in first["competencies"]}
    for one in other["competencies"]:
        old = before.get(one["id"])
        if old is None or (old["median"], _met(old)) == (one["median"], _met(one)):
            continue
        line = f"{one['name']}: median {_shown(old['median'])} before, {_shown(one['median'])} with it"
        if _met(old) != _met(one):
            line += f"; {MET[_met(old)]} before, {MET[_met(one)]} with it"
        said.append(f"{line}.")
    means = first["overall"]["mean"], other["overall"]["mean"]
    if means[0] != means[1]:
        said.append(f"Overall: {_shown(means[0])} before, {_shown(means[1])} with it.")
    for name, of in (("Plausible", _plausible), ("Adjusted", _adjusted)):
        if of(first) != of(other):
            said.append(f"{name}: {of(first)} before, {of(other)} with it.")
    return said


def _calibration(content: Content) -> str:
    found = content["calibration"]
    return f"calibration {found['number']} ({plural(found['panels'], 'panel')})" if found else "no calibration"


def _plausible(content: Content) -> str:
    interval = content["overall"].get("interval")
    return ends(interval, content) if interval else "no interval"


def _adjusted(content: Content) -> str:
    found = content.get("adjusted") or {"refused": "off"}
    return "not adjusted" if "refused" in found else f"{found['overall']['mean']:.2f}"


def _met(one: Content) -> bool | None:
    return one["about_minimum"]["met"] if one["about_minimum"] else None


def _shown(value: float | None) -> str:
    return "none" if value is None else number(value)
