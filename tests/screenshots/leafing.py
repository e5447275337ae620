"""A page to leaf through the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.screenshots.taking import LOOKS, Taken

HEAD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title><style>
body { font: 15px system-ui; margin: 2rem } section { margin-block: 3rem } h2 { font-size: 1.1rem }
.looks { display: flex; gap: 1rem; align-items: start; overflow-x: auto }
img { max-height: 40rem; border: 1px solid #ccc }
</style><h1>Every page</h1>"""


def write_index(folder: Path, taken: Sequence[Taken]) -> Path:
    index = folder / "index.html"
    index.write_text(HEAD + "".join(map(_section, taken)), encoding="utf-8")
    return index


def _section(one: Taken) -> str:
    pictures = "".join(
        f'<img loading="lazy" src="{one.pictures[look].name}" alt="{escape(one.page.name)}, {look}">' for look in LOOKS
    )
    faults = "".join(f"<li>{escape(fault)}</li>" for fault in one.faults)
    who = one.page.who or "nobody signed in"
    return (
        f"<section><h2>{escape(one.page.name)}</h2><p>{escape(who)}: {escape(one.page.path)}</p>"
        f'<ul>{faults}</ul><div class="looks">{pictures}</div></section>'
    )
