"""What a person can ask of the site: every address of the table, by every method, and what its forms would send."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

from tests.leaks.scenes import World
from tests.leaks.watching import Ask, Log, Seen, Watcher, uuids_in
from tests.permissions import TABLE, address

WHOLE = os.environ.get("CONCORD_LEAKS") == "whole"
PROBES = (
    "o=-score&ordering=-submitted_at&rating__gte=3&author__email__startswith=b&format=json",
    "q=webhook failure&state=revealed&sort=-revealed_at&page=2",
)
WORDS = "Words of mine."
WRITES_BY_HAND = {"scorecards:save": {"revision": "0"}}


def asks(world: World, viewer: str, seen: dict[Ask, Seen], watcher: Watcher) -> Iterator[Ask]:
    """Every request of the crawl. What the forms of a page would send follows from what the page said in `seen`."""
    for name, path in addresses(world, viewer):
        get = Ask("GET", path)
        yield get
        if seen[get].status == 200 and dict(seen[get].headers).get("Content-Type", "").startswith("text/html"):
            yield from _of_the_page(name, path, seen[get].body)
        about_the_panel = any(row.about_the_panel for row in TABLE[name])
        if name.startswith("roles:"):
            continue  # what is set up before any candidate: opened once; its own secrets have test_kickoff
        if WHOLE or about_the_panel or seen[get].status in {204, 405}:
            yield Ask("POST", path, {"reason": WORDS, "confirm": "on", **WRITES_BY_HAND.get(name, {})})
        if WHOLE and (about_the_panel or seen[get].status == 200):
            yield Ask("GET", path, htmx=True)
        if WHOLE and about_the_panel:
            yield from (Ask(method, path) for method in ("HEAD", "OPTIONS", "PROPFIND"))


def addresses(world: World, viewer: str) -> Iterator[tuple[str, str]]:
    """Each of the table's addresses about the panel, and where it is about a seat: another's, and the own one."""
    seats = [seat for seat in world.seats if seat.interviewer_id == world.people["ben"].pk]
    if viewer in world.people:
        seats += [seat for seat in world.seats if seat.interviewer_id == world.people[viewer].pk]
    found = {}
    for seat in seats[::-1]:
        ids = {**world.ids, "seat": seat.uuid, "missing_seat": seat.uuid}
        for name, rows in TABLE.items():
            for row in rows:
                found[address(name, row, ids)] = name
    return ((name, path) for path, name in found.items())


class Crawl:
    """One viewer's requests, the same in every world: first asked in one, then compared in the others."""

    def __init__(self, world: World, viewer: str, client: Client, canaries: list[str]) -> None:
        self.viewer, self.world, self.canaries = viewer, world, canaries
        known = uuids_in(world.ids) | {str(seat.uuid) for seat in world.seats}
        known |= {str(seat.interview.uuid) for seat in world.seats}
        known |= {str(person.uuid) for person in world.people.values()}
        self.watcher = Watcher(client, known, self._grep)
        self.hits: list[str] = []
        self.first: dict[Ask, Seen] = {}
        self.log = Log(self._grep)

    def record(self) -> None:
        self.first = {}
        for ask in asks(self.world, self.viewer, self.first, self.watcher):
            if ask not in self.first:
                self.first[ask] = self.watcher.ask(ask)

    def differences(self) -> list[str]:
        found = []
        for ask, seen in self.first.items():
            if difference := seen.difference(self.watcher.ask(ask)):
                found.append(f"{self.viewer}: {ask}: {difference}")
        return found

    def _grep(self, where: str, text: str) -> None:
        self.hits += [f"{self.viewer}: {where}: {canary}" for canary in self.canaries if canary in text]


def _of_the_page(name: str, path: str, body: str) -> Iterator[Ask]:
    """What pressing each button of the page's forms would send; a probe of every kind where a page lists something."""
    page = BeautifulSoup(body, "html.parser")
    for number, form in enumerate(page.select("main form[method=post]"), 1):
        yield Ask("POST", str(form.get("action") or path), _filled(form), number=number)
    about_the_panel = any(row.about_the_panel for row in TABLE[name])
    if (WHOLE and about_the_panel) or page.select_one("main table, main form[method=get]") or name.endswith("desk"):
        yield from (Ask("GET", f"{path}?{probe}") for probe in PROBES)


def _filled(form: Tag) -> dict[str, Any]:
    """The form's own values; empty texts are filled, one choice of each is made."""
    values: dict[str, Any] = {}
    for field in form.select("input[name], textarea[name], select[name], button[name]"):
        name, kind = str(field["name"]), field.get("type", "text")
        if field.name == "select":
            chosen = field.select("option[selected]") or field.select("option")[-1:]
            values[name] = [str(option.get("value", "")) for option in chosen]
        elif kind in {"checkbox", "radio"}:
            if field.has_attr("checked") or name not in values:
                values[name] = str(field.get("value", "on"))
        elif kind not in {"file", "button"}:
            text = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
            values.setdefault(name, text or (WORDS if kind in {"text", "search"} or field.name == "textarea" else ""))
    values.pop("csrfmiddlewaretoken", None)
    return {name: value for name, value in values.items() if value != []}
