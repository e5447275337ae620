"""Made-up ratings of the shapes that the measures must bear, from fixed seeds."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from panels.consensus.statistics.table import Floats, RatingTable

SEED = 20261125


def insteval(file: Path | None) -> RatingTable:
    """The file's ratings, or as many of as many students and lecturers with lme4's variances where there is no file."""
    if file is None:
        return sparse(targets=1_128, raters=2_972, ratings=73_421, spread=(0.27, 0.11, 1.39))
    with file.open(encoding="utf-8") as lines:
        return RatingTable.from_rows(
            (row["target"], row["rater"], "overall", float(row["rating"])) for row in csv.DictReader(lines)
        )


def million() -> RatingTable:
    return sparse(targets=50_000, raters=1_000, ratings=1_000_000, spread=(0.36, 0.09, 0.64))


def sparse(*, targets: int, raters: int, ratings: int, spread: tuple[float, float, float]) -> RatingTable:
    """Whole levels 1 to 5 for random pairs of target and rater, each pair once; variances of target, rater and rest."""
    draw = np.random.default_rng(SEED)
    cell = np.sort(draw.choice(targets * raters, ratings, replace=False))
    target, rater = np.divmod(cell, raters)
    of_target, of_rater, rest = (
        draw.normal(0, variance**0.5, n) for variance, n in zip(spread, (targets, raters, ratings), strict=True)
    )
    level = whole_levels(3.2 + of_target[target] + of_rater[rater] + rest)
    return RatingTable(_names("t", targets), _names("r", raters), ("overall",), target, rater, 0 * target, level)


def panels(*, candidates: int, interviewers: int, items: int, each: int) -> RatingTable:
    """`each` interviewers rate every candidate on every item; variances near those of the published writing panels."""
    draw = np.random.default_rng(SEED)
    pair_target = np.repeat(np.arange(candidates), each)
    pair_rater = draw.permuted(np.tile(np.arange(interviewers), (candidates, 1)), axis=1)[:, :each].ravel()
    target, rater = np.repeat(pair_target, items), np.repeat(pair_rater, items)
    item = np.tile(np.arange(items), len(pair_target))
    y = 3.0 + draw.normal(0, 0.53, candidates)[target] + draw.normal(0, 0.17, interviewers)[rater]
    y += (
        draw.normal(0, 0.26, (candidates, items))[target, item]
        + draw.normal(0, 0.12, (interviewers, items))[rater, item]
    )
    y += np.repeat(draw.normal(0, 0.31, len(pair_target)), items) + draw.normal(0, 0.47, len(target))
    names = _names("c", candidates), _names("i", interviewers), _names("k", items)
    return RatingTable(*names, target, rater, item, whole_levels(y))


def whole_levels(y: Floats) -> Floats:
    return np.clip(np.rint(y), 1, 5)


def _names(letter: str, n: int) -> tuple[str, ...]:
    return tuple(f"{letter}{k:06}" for k in range(n))
