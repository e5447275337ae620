"""The report's sentences. Stored content in, words out; nothing here counts or compares anew."""

from __future__ import annotations

from typing import Any

from interviews.web.strips import in_words, number

KINDS = {"not_asked": "not asked", "no_evidence": "no evidence either way", "out_of_time": "out of time"}
INDEX_NEEDS = 4

Content = dict[str, Any]


def plural(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def arrival(content: Content, seats: int) -> str:
    """How many of the scorecards are in it, and that they were independent."""
    late = sum(card["standing"] != "before" for card in content["cards"])
    came = len(content["cards"])
    of_all = f"{came} of {plural(seats, 'scorecard')}"
    if late:
        own = "its author" if late == 1 else "their authors"
        return f"{of_all}: {came - late} in time, {late} late and still blind, for {own} had opened nothing."
    if came == 1:
        return f"{of_all}, submitted before anyone could compare."
    return f"{of_all}, all submitted before anyone saw another's."


def not_given(content: Content) -> str:
    """Ratings that were asked for and not given, by kind."""
    kinds = {kind: sum(one["coverage"][kind] for one in content["competencies"]) for kind in KINDS}
    there = {kind: count for kind, count in kinds.items() if count}
    if not there:
        return ""
    if len(there) == 1:
        (kind, count), *_ = there.items()
        return f"{plural(count, 'rating')} not given ({KINDS[kind]})."
    parts = in_words([f"{count} {KINDS[kind]}" for kind, count in there.items()])
    return f"{plural(sum(there.values()), 'rating')} not given ({parts})."


def headline(content: Content) -> str:
    found = content["recommendations"]
    if not found["given"]:
        return "Nobody gave a recommendation." if found["too_little"] else "No recommendation was asked for."
    if found["given"] == 1:
        return f"The one recommendation given is {'yes' if found['side'] == 'yes' else 'no'}."
    if found["side"] is None:
        return f"No majority: {found['for_yes']} recommend yes, {found['for_no']} recommend no."
    count = found["for_yes"] if found["side"] == "yes" else found["for_no"]
    how_many = f"All {found['given']}" if count == found["given"] else f"{count} of {found['given']}"
    return f"{how_many} recommend {found['side']}."


def not_settled(content: Content) -> list[str]:
    """What stands open or is not met among the must-haves, in the rubric's order."""
    said = []
    for one in content["competencies"]:
        found = one["about_minimum"]
        if found is None:
            continue
        if found["met"] is None:
            said.append(f"{one['name']}, a must-have, was rated by nobody.")
        elif found["below"] and found["at_or_above"]:
            said.append(f"{one['name']}, a must-have, has ratings on both sides of its minimum.")
    return said


def not_met(content: Content) -> list[str]:
    return [
        f"{one['name']}, a must-have, is below its minimum in "
        + ("its only rating." if one["n"] == 1 else f"all {one['n']} ratings.")
        for one in content["competencies"]
        if (found := one["about_minimum"]) and found["below"] and not found["at_or_above"]
    ]


def middle(one: Content) -> str:
    """The headline of one competency: both middle scores where there are two, and never without n."""
    if not one["n"]:
        return "not rated"
    low, high = one["middle"]
    if one["n"] == 1:
        return f"one rating, {low}"
    if low == high:
        said = f"median {low}"
    else:
        said = f"{low} and {high}" if one["n"] == 2 else f"median between {low} and {high}"
    return f"{said}, n = {one['n']}"


def spread(one: Content) -> str:
    """All figures of one competency in a line; a deviation only where it says more than the scores themselves."""
    if not one["n"]:
        return "Not rated"
    low, high = one["middle"]
    median = number(one["median"]) + (f" (middle scores {low} and {high})" if low != high else "")
    parts = [f"n = {one['n']}", f"median {median}", f"mean {number(one['mean'])}"]
    if one["n"] > 1:
        parts.append(f"range {one['range']}")
    if one["n"] > 2:
        parts.append(f"SD {number(one['sd'])}")
    return ", ".join(parts)


def about_minimum(one: Content) -> str:
    found = one["about_minimum"]
    if found is None or not (found["below"] and found["at_or_above"]):
        return ""
    return f"{found['below']} below the minimum, {found['at_or_above']} at or above it"


def questions(one: Content) -> str:
    return {"different": "Different questions.", "same": "The same question.", "not_said": ""}[one["questions"]]


def why_not(one: Content) -> str:
    """Why some of those assigned gave no rating: a fact about a split, never about a person."""
    there = [f"{one['coverage'][kind]} {word}" for kind, word in KINDS.items() if one["coverage"][kind]]
    return sentence(f"{in_words(there)}.") if there else ""


def overall_number(content: Content) -> str:
    return told_apart(content["overall"]["mean"], (content["hire_line"] or {}).get("line"))


def told_apart(value: float, line: float | None) -> str:
    """One decimal, or as many as it takes to tell it from a hire line that it does not equal."""
    for decimals in (1, 2, 3, 6):
        shown = f"{value:.{decimals}f}"
        if line is None or value == line or float(shown) != round(line, decimals):
            return shown
    return number(value)


def overall_basis(content: Content) -> str:
    rated = [one for one in content["competencies"] if one["n"]]
    ratings = sum(one["n"] for one in rated)
    people = len({score["seat"] for one in rated for score in one["scores"]})
    by = "one person" if people == 1 else f"{people} people"
    return f"mean of {plural(len(rated), 'competency', 'competencies')}, from {plural(ratings, 'rating')} by {by}"


def left_out(content: Content) -> str:
    """Totals divide by the weights that are present: say what is absent."""
    absent = [one["name"] for one in content["competencies"] if not one["n"]]
    if not absent or len(absent) == len(content["competencies"]):
        return ""
    return f"Without {in_words(absent)}, which nobody rated."


def is_adjusted(content: Content) -> bool:
    """Whether an adjusted score stands beside the raw one."""
    return "refused" not in (content.get("adjusted") or {"refused": "off"})


def hire_line(content: Content) -> str:
    found = content["hire_line"]
    if found is None or found["overall_reaches"] is None:
        return ""
    where = f"{'At or above' if found['overall_reaches'] else 'Below'} the hire line, {number(found['line'])}"
    if is_adjusted(content):
        where = f"By the raw mean {where[0].lower()}{where[1:]}"
    if not content["competencies"] or all(one["about_minimum"] is None for one in content["competencies"]):
        return f"{where}."
    must_haves = {
        True: "every must-have is met by its median",
        False: "not every must-have is met",
        None: "a must-have is not rated",
    }[content["must_haves_met"]]
    joined = "and" if found["overall_reaches"] == content["must_haves_met"] else "but"
    return f"{where}, {joined} {must_haves}."


def small_numbers(content: Content) -> str:
    """Said once a report: why there is no index of agreement, or where."""
    rated = [one["n"] for one in content["competencies"] if one["n"]]
    if not rated or min(rated) >= INDEX_NEEDS:
        return ""
    if max(rated) < INDEX_NEEDS:
        return "No index of agreement: too few raters each."
    return "No index of agreement where fewer than four rated."


def weight(one: Content, content: Content) -> str:
    """Only where weights differ, and only beside those that count more or less than the common one."""
    weights = [other["weight"] for other in content["competencies"]]
    if len(set(weights)) == 1 or one["weight"] == 1:
        return ""
    return "counts double" if one["weight"] == 2 else f"counts × {number(one['weight'])}"
