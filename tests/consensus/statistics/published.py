"""Ratings with known results, from tests/reference; each folder's SOURCE.md says whose they are."""

import csv
import json
from pathlib import Path
from typing import Any

from panels.consensus.statistics.table import RatingTable

FOLDER = Path(__file__).parents[2] / "reference"


def table(name: str, item: str | None = None) -> RatingTable:
    """All ratings, or those of one item."""
    with (FOLDER / name / "ratings.csv").open() as lines:
        rows = [(row["target"], row["rater"], row["item"], float(row["rating"])) for row in csv.DictReader(lines)]
    return RatingTable.from_rows(row for row in rows if item in (None, row[2]))


def expected(name: str) -> Any:
    return json.loads((FOLDER / name / "expected.json").read_text())
