"""What a site runs on may be under the LGPL, never under the GPL."""

from __future__ import annotations

import re
from importlib.metadata import metadata

from tests.architecture.code import text_of

GPL = re.compile(r"(?<!L)(?<!Lesser )\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)

CHOICE = re.compile(r"Mozilla|Lesser")  # under several licences, of which one is chosen


def test_nothing_at_run_time_is_under_the_gpl() -> None:
    names = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", text_of("requirements.txt"), re.MULTILINE)
    assert len(names) > 30
    found = {}
    for name in names:
        try:
            about = metadata(name)
        except ModuleNotFoundError:
            continue  # for another version of Python than this one
        said = [about.get("License-Expression") or "", (about.get("License") or "").split("\n")[0]]
        said += [word for word in about.get_all("Classifier") or [] if word.startswith("License ::")]
        found[name] = " ".join(said)
    bound = {name: words for name, words in found.items() if GPL.search(words) and not CHOICE.search(words)}
    assert bound == {}
    assert "LGPL" in found["psycopg"] or "Lesser" in found["psycopg"]
