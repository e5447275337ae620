"""Everything that can be said of a file of ratings, under documented keys and in plain values that make valid JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from panels.consensus.statistics.analysis import agreement, models
from panels.consensus.statistics.connected import components
from panels.consensus.statistics.table import Codes, RatingTable

STEPS = 7


def analyse(
    table: RatingTable, *, scale: tuple[int, int] | None, item_effect: bool, progress: Callable[[str], None]
) -> dict[str, Any]:
    """`progress` hears what is computed next, `STEPS` times, and again with each step of the joint model.

    alpha, AC1 and AC2 take (target, item) as the unit; ICCs and the D-study are on target x rater means over items.
    What cannot be had is None, with the reason under `<key>_reason` beside it.
    """
    low, high = scale or _found(table)
    item_effect = item_effect and len(table.items) > 1
    result: dict[str, Any] = {
        "n": {
            "ratings": len(table),
            "targets": len(table.targets),
            "raters": len(table.raters),
            "items": len(table.items),
        },
        "scale": {"low": low, "high": high, "given": scale is not None},
        "item_effect": item_effect,
        "ratings_by": {
            "targets": _counts(table.targets, table.target),
            "raters": _counts(table.raters, table.rater),
        },
    }
    progress("Krippendorff's alpha")
    result |= agreement.alpha(table)
    progress("Gwet's AC1 and AC2")
    result |= agreement.gwets(table, scale)
    progress("intraclass correlations, agreement within targets")
    result |= agreement.correlations(table)
    result |= agreement.within_group(table, low, high)
    progress("two-way model")
    model = models.fit_two_way(table, item_effect=item_effect)
    result |= models.two_way(table, model)
    progress("joint model")
    result |= models.joint(table, lambda: progress("joint model"))
    progress("two-way model of the means over items")
    means = models.over_items(table)
    already = len(means) == len(table) and not item_effect
    result |= models.phi_curve(model if already else models.fit_two_way(means, item_effect=False))
    progress("connected parts")
    return result | {"components": components(table).count}


def _counts(names: tuple[str, ...], codes: Codes) -> dict[str, int]:
    return dict(zip(names, np.bincount(codes, minlength=len(names)).tolist(), strict=True))


def _found(table: RatingTable) -> tuple[float, float]:
    """The lowest and the highest rating, whole where they are."""
    if not len(table):
        return 0, 0
    ends = float(table.level.min()), float(table.level.max())
    low, high = (int(end) if end.is_integer() else end for end in ends)
    return low, high
