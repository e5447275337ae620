"""The part of an analysis that needs no model: alpha, AC1 and AC2, the six ICCs, agreement within each target."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from panels.consensus.statistics import gwet, icc, krippendorff
from panels.consensus.statistics.analysis import reasons
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.within_units import Within, within

Part: TypeAlias = dict[str, Any]
"""Keys of the result with plain values; None always has `<key>_reason` beside it."""

MOST_LEVELS = 1000


def alpha(table: RatingTable) -> Part:
    found = krippendorff.alphas(table)
    why = {reasons.OF_ALPHA[one.reason] for one in found.values() if one.value is None}
    if len(why) == 1 and all(one.value is None for one in found.values()):
        return {"alpha": None, "alpha_reason": why.pop()}
    metrics: Part = {}
    for metric, one in found.items():
        metrics[metric] = one.value
        if one.value is None:
            metrics[f"{metric}_reason"] = reasons.OF_ALPHA[one.reason]
    return {"alpha": metrics}


def gwets(table: RatingTable, scale: tuple[int, int] | None) -> Part:
    """The levels are those of the scale where one is named and every rating is one of them, else those that occur."""
    levels = _levels(table, scale)
    return {
        **_coefficient("ac1", gwet.ac1(table, levels)),
        **_coefficient("ac2_quadratic", gwet.ac2(table, "quadratic", levels)),
    }


def correlations(table: RatingTable) -> Part:
    found = icc.shrout_fleiss(table)
    if found.reason:
        return {"icc": None, "icc_reason": reasons.OF_ICC[found.reason]}
    missing = {f"{form}_reason": reasons.NO_FORM for form, value in found.values.items() if value is None}
    return {"icc": {**found.values, **missing}}


def within_group(table: RatingTable, low: float, high: float) -> Part:
    """Means over the targets with two ratings or more; n counts them."""
    found = within(table, low, high)
    result: Part = {
        "within_group": {name: _of_item(found, place, one_level=low == high) for place, name in enumerate(table.items)}
    }
    if np.isnan(found.r_wg_j).all():
        why = reasons.ONE_LEVEL if low == high else reasons.NOT_ON_EVERY_ITEM
        return result | {"rwgj_mean": None, "rwgj_mean_reason": why}
    return result | {"rwgj_mean": _mean(found.r_wg_j), "rwgj_n": int((~np.isnan(found.r_wg_j)).sum())}


def _levels(table: RatingTable, scale: tuple[int, int] | None) -> list[float] | None:
    if scale is None or scale[1] - scale[0] > MOST_LEVELS:
        return None
    levels = [float(level) for level in range(scale[0], scale[1] + 1)]
    return levels if set(np.unique(table.level).tolist()) <= set(levels) else None


def _coefficient(key: str, found: gwet.Coefficient) -> Part:
    result: Part = {key: found.value, f"{key}_se": found.se, f"{key}_n": found.n}
    if found.value is None:
        why = reasons.OF_GWET[found.reason]
        return result | {f"{key}_reason": why, f"{key}_se_reason": why}
    return result if found.se is not None else result | {f"{key}_se_reason": reasons.ONE_UNIT}


def _of_item(found: Within, place: int, *, one_level: bool) -> Part:
    deviation, one, mean_adjusted = (index[:, place] for index in (found.ad_mean, found.r_wg, found.a_wg))
    result: Part = {"n": int((~np.isnan(deviation)).sum())}
    no_levels = reasons.ONE_LEVEL if one_level else reasons.NO_INDEX
    for key, values in (("rwg_mean", one), ("awg_mean", mean_adjusted), ("ad_mean", deviation)):
        result[key] = _mean(values)
        if result[key] is None:
            result[f"{key}_reason"] = no_levels if result["n"] else reasons.NOT_RATED_TWICE
    return result | {"awg_n": int((~np.isnan(mean_adjusted)).sum())}


def _mean(values: Floats) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None
