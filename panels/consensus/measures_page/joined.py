"""Which candidates of a role common interviewers join, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interviews.accounts.models import User
from interviews.roles.models import Role, Stage
from panels.consensus.measures_page import reliability_words as words
from panels.scorecards.blinding import panels_open_to


def joined_by_stage(board: Iterable[Mapping[str, Any]], role: Role, reader: User) -> tuple[tuple[str, ...], bool]:
    """Sentences, and whether anything asks for a link. Counts are of all; names only of panels open to the reader."""
    names = dict(panels_open_to(reader).filter(role=role).values_list("pk", "candidate__name"))
    stages = dict(Stage.objects.filter(role=role).values_list("pk", "name"))
    said: list[str] = []
    loose = False
    for one in board:
        if one["stage"] in stages:
            stage, parts = stages[one["stage"]], parts_of(one, names)
            weak = [words.weak_link(stage, link["candidates"], link["interviewers"]) for link in one.get("links", ())]
            said += [words.joined(stage, [size for size, _ in parts], [seen for _, seen in parts]), *filter(None, weak)]
            loose = loose or len(parts) > 1 or any(weak)
    return tuple(said), loose


def parts_of(one: Mapping[str, Any], names: Mapping[int, str]) -> list[tuple[int, Sequence[str]]]:
    """Size and known names of each part, the largest first."""
    size: dict[int, int] = {}
    known: dict[int, list[str]] = {}
    for panel, component in zip(one["panels"], one["component"], strict=True):
        size[component] = size.get(component, 0) + 1
        known.setdefault(component, []).extend([names[panel]] if panel in names else [])
    parts = [(size[component], sorted(known[component], key=str.casefold)) for component in size]
    return sorted(parts, key=lambda part: (-part[0], part[1]))
