"""Lines for the table of `make leaks`, left by each test in the folder that CONCORD_LEAKS_TABLE names."""

from __future__ import annotations

import json
import os
from pathlib import Path

COLUMNS = ("scene", "viewer", "addresses", "requests", "statements", "bytes", "differences", "canaries", "time")


def note(**line: object) -> None:
    if folder := os.environ.get("CONCORD_LEAKS_TABLE"):
        Path(folder, f"{line['scene']}-{line['viewer']}.json").write_text(json.dumps(line))


def written(folder: Path) -> list[str]:
    """The table, its sums below; the addresses are the most that one viewer asked for."""
    lines = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    total: dict[str, object] = {"scene": "all", "viewer": f"{len({line['viewer'] for line in lines})} people"}
    total["addresses"] = max((line.get("addresses", 0) for line in lines), default=0)
    for name in COLUMNS[3:8]:
        total[name] = sum(line.get(name, 0) for line in lines)
    rows = [list(COLUMNS), *([str(line.get(name, "")) for name in COLUMNS] for line in [*lines, total])]
    widths = [max(len(row[k]) for row in rows) for k in range(len(COLUMNS))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
