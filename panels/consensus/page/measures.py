"""What the measures say about one competency: each with its n, and what chance or habit alone would do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviews.web.strips import number
from panels.consensus.page.intervals import ends
from panels.consensus.page.words import Content, plural

UNUSUAL = 0.05


@dataclass(frozen=True)
class Measure:
    name: str
    figure: str
    words: str


def measures_of(one: Content, content: Content) -> list[Measure]:
    """Those that mean something here; which do not is said once a report."""
    return [found for found in _found(one, content) if found]


def _found(one: Content, content: Content) -> Iterator[Measure | None]:
    yield _interval(one, content)
    yield _adjusted(one, content)
    yield _spread(one)
    yield _agreement(one)


def chances(p: float) -> str:
    """A probability as so many of so many."""
    if p < 0.001:
        return "fewer than 1 of 1,000"
    if p < 0.01:
        return f"{p * 1000:.0f} of 1,000"
    return f"{p * 100:.0f} of 100" if p < 0.995 else "nearly all"


def _interval(one: Content, content: Content) -> Measure | None:
    found = one.get("interval")
    if not found:
        return None
    return Measure(
        "Plausible mean",
        ends(found, content),
        f"around {number(one['mean'])}, n = {one['n']}.",
    )


def _adjusted(one: Content, content: Content) -> Measure | None:
    found = ((content.get("adjusted") or {}).get("competencies") or {}).get(str(one["id"]))
    if not found or not one["n"]:
        return None
    beside = f"raw mean {number(one['mean'])}, n = {one['n']}"
    return Measure("Adjusted", f"{found['mean']:.1f}", f"plausible {ends(found, content)}; {beside}.")


def _spread(one: Content) -> Measure | None:
    found = one.get("spread")
    if not found:
        return None
    figure = f"SD {one['sd']:.2f}"
    usual = f"where {found['expected']:.2f} is usual on this scale, n = {one['n']}."
    if found["p"] < UNUSUAL:
        said = f"Wider than usual: {chances(found['p'])} panels spread as far. It does not say who is right."
    elif found["p"] > 1 - UNUSUAL:
        said = f"Closer than usual: {chances(1 - found['p'])} panels are as close. Close is not yet right."
    else:
        said = f"As usual: {chances(found['p'])} panels spread as far or further."
    return Measure("Spread", figure, f"{usual} {said}")


def _agreement(one: Content) -> Measure | None:
    found = one.get("agreement")
    if not found or found["index"] is None or found["value"] is None:
        return None
    n = one["n"]
    if found["index"] == "ad":
        figure, unit = f"{found['value']:.2f} levels", f"from the median on average (AD, n = {n})."
    else:
        figure, unit = (
            f"{found['value']:.2f} of 1",
            f"(a_wg, n = {n}; AD {found['ad']:.2f} levels, r_wg {found['r_wg']:.2f}).",
        )
    return Measure("Agreement", figure, f"{unit} {_beside_chance(found, n)}")


def _beside_chance(found: Content, n: int) -> str:
    if found["chance"] is None:
        return "With so many raters chance is not counted out."
    often = f"{n} people answering at random agree as well in {chances(found['chance'])} panels"
    return f"{often}: hardly chance." if found["chance"] < UNUSUAL else f"{often}, so it says little."


def calibration(content: Content) -> str:
    """Which one the report rests on, and on how much that one rests."""
    found = content["calibration"]
    if not found:
        return "None yet" if "stability" in content else ""
    return (
        f"Number {found['number']}: {plural(found['panels'], 'panel')}, {plural(found['ratings'], 'rating')} by "
        f"{plural(found['interviewers'], 'interviewer')}, over all roles on this scale"
    )
