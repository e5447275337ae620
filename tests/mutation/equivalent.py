"""Mutants that no test can notice: they give the same numbers. An entry that names no mutant any more fails the run."""

from __future__ import annotations

NO_RATERS = "only without any rater, where the table is empty and nothing is divided"
EVERY_ONE_OCCURS = "the last of them occurs, so that the count is as long anyway"

EQUIVALENT: dict[str, dict[str, str]] = {}
"""File below panels/consensus/statistics/, mutant's name as the report prints it, why it is the same."""
