"""What every report must say, from the stored texts alone: plain Python, apart from the product's statistics."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean, median
from typing import Any

Row = tuple[int, int, int, dict[str, Any]]


def expected(cards: list[Row]) -> dict[int, dict[int, tuple[int, float, float]]]:
    """By panel and competency: n, mean, median.

    `cards` are (panel, seat, number, text) of versions from before opening; of each seat the last one counts.
    """
    last: dict[tuple[int, int], tuple[int, dict[str, Any]]] = {}
    for panel, seat, number, text in cards:
        if number >= last.get((panel, seat), (0, {}))[0]:
            last[panel, seat] = number, text
    levels: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for (panel, _), (_, text) in last.items():
        for rating in text["ratings"]:
            if rating["level"] is not None:
                levels[panel][rating["competency"]].append(rating["level"])
    return {
        panel: {key: (len(all_), round(fmean(all_), 6), float(median(all_))) for key, all_ in of.items()}
        for panel, of in levels.items()
    }


def wrong(reports: list[tuple[int, dict[str, Any]]], cards: list[Row], revealed: set[int]) -> list[str]:
    """A line for each panel that has no report, two, or another one than its cards make."""
    wanted = expected(cards)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for panel, content in reports:
        found[panel].append(content)
    lines = [f"panel {panel}: {len(found[panel])} reports" for panel in sorted(revealed) if len(found[panel]) != 1]
    lines += [f"panel {panel}: a report before it opened" for panel in found if panel not in revealed]
    for panel in revealed:
        for content in found[panel][:1]:
            numbers = {one["id"]: (one["n"], one["mean"], one["median"]) for one in content["competencies"]}
            if numbers != wanted[panel]:
                lines.append(f"panel {panel}: the report says {numbers}, the cards {wanted[panel]}")
    return lines
