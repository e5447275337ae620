"""The part of an analysis that rests on a model: two-way, joint, and the D-study; and who is connected to whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from panels.consensus.statistics import d_study
from panels.consensus.statistics.analysis import reasons
from panels.consensus.statistics.panelmix.fit import fit as fit_joint
from panels.consensus.statistics.panelmix.separable import Refused
from panels.consensus.statistics.table import Floats, RatingTable
from panels.consensus.statistics.two_way.deviations import deviations
from panels.consensus.statistics.two_way.fitting import CannotFit, TwoWay, fit

Part: TypeAlias = dict[str, Any]

RATERS = range(2, 13)


def fit_two_way(table: RatingTable, *, item_effect: bool) -> TwoWay | str:
    """The model, or why there is none."""
    try:
        return fit(table, item_effect=item_effect)
    except CannotFit as reason:
        return str(reason)


def two_way(table: RatingTable, model: TwoWay | str) -> Part:
    if isinstance(model, str):
        return {"two_way": None, "two_way_reason": model}
    of_targets, of_raters = deviations(model)
    found: Part = {
        "variance": {"target": model.v_target, "rater": model.v_rater, "residual": model.v_e},
        "intercept": model.intercept,
        "reml_criterion": model.criterion,
        "targets": _effects(table.targets, model.target_effects, of_targets),
        "raters": _effects(table.raters, model.rater_effects, of_raters),
    }
    if model.criterion is None:
        found["reml_criterion_reason"] = reasons.NO_CRITERION
    if len(model.coefficients) > 1:
        found["items"] = dict(zip(table.items[1:], model.coefficients[1:].tolist(), strict=True))
    return {"two_way": found}


def joint(table: RatingTable, progress: Callable[[], None]) -> Part:
    found = fit_joint(table, prior=None, progress=progress)
    if isinstance(found, Refused):
        return {"joint": None, "joint_reason": found.reason}
    variances = found.variances
    return {
        "joint": {
            "variance": {
                "target": variances.candidate,
                "rater": variances.interviewer,
                "target_rater": variances.candidate_interviewer,
                "target_item": variances.candidate_competency,
                "rater_item": variances.interviewer_competency,
                "residual": variances.residual,
            },
            "reml_criterion": found.criterion,
        }
    }


def over_items(table: RatingTable) -> RatingTable:
    """One rating for each target and rater: the mean over the items and repetitions that there are."""
    cells, cell = np.unique(table.target * len(table.raters) + table.rater, return_inverse=True)
    mean = np.bincount(cell, table.level) / np.bincount(cell)
    target, rater = np.divmod(cells, max(len(table.raters), 1))
    return RatingTable(table.targets, table.raters, ("mean",), target, rater, np.zeros_like(target), mean)


def phi_curve(model: TwoWay | str) -> Part:
    """`model` is that of the means over items."""
    if isinstance(model, str):
        return {"d_study": None, "d_study_reason": model}
    v = d_study.two_way(model.v_target, model.v_rater, model.v_e)
    curve = {str(k): d_study.phi(v, k, competencies=1, fixed=False) for k in RATERS}
    if None in curve.values():
        return {"d_study": None, "d_study_reason": reasons.NOTHING_VARIES}
    return {"d_study": curve}


def _effects(names: tuple[str, ...], mean: Floats, sd: Floats) -> dict[str, list[float]]:
    return dict(zip(names, np.column_stack([mean + 0.0, sd]).tolist(), strict=True))
