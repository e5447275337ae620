"""What Concord brings along: the five-level scale and the competency library, kept as TOML beside the code.

Takes the app registry, so that the migration can hand in its historical models; running it again adds only what
is not there yet and changes nothing that people have edited.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.db.migrations.state import StateApps

FOLDER = Path(__file__).with_name("library")
FIVE_LEVELS: dict[str, Any] = tomllib.loads((FOLDER / "five_levels.toml").read_text(encoding="utf-8"))


def competencies() -> list[dict[str, Any]]:
    """The library's texts by name: name, family, definition, anchors (level as text: words), questions."""
    found = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (FOLDER / "competencies").glob("*.toml")]
    return sorted(found, key=lambda entry: str(entry["name"]))


def load(apps: Apps | StateApps) -> None:
    load_scale(apps)
    for entry in competencies():
        if not apps.get_model("roles", "LibraryCompetency").objects.filter(name__iexact=entry["name"]).exists():
            _load_competency(apps, entry)


def load_scale(apps: Apps | StateApps) -> Any:
    """The scale that roles begin with; made when the database does not hold it."""
    levels: dict[str, str] = FIVE_LEVELS["levels"]
    scale, is_new = apps.get_model("roles", "Scale").objects.get_or_create(
        name=FIVE_LEVELS["name"],
        defaults={"low": FIVE_LEVELS["low"], "high": FIVE_LEVELS["low"] + len(levels) - 1},
    )
    if is_new:
        level_model = apps.get_model("roles", "Level")
        level_model.objects.bulk_create(
            level_model(scale=scale, value=int(value), name=name) for value, name in levels.items()
        )
    return scale


def _load_competency(apps: Apps | StateApps, entry: dict[str, Any]) -> None:
    anchor_model, question_model = (apps.get_model("roles", name) for name in ("LibraryAnchor", "LibraryQuestion"))
    competency = apps.get_model("roles", "LibraryCompetency").objects.create(
        name=entry["name"], family=entry["family"], definition=entry["definition"], shipped=True
    )
    anchor_model.objects.bulk_create(
        anchor_model(competency=competency, value=int(value), text=text) for value, text in entry["anchors"].items()
    )
    question_model.objects.bulk_create(
        question_model(competency=competency, position=position, **question)
        for position, question in enumerate(entry["questions"], start=1)
    )
