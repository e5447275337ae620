"""What row-level security costs: the same pages and steps on two copies of one database, with its policies and without.

`make bench-fence PANELS=600`. An organisation is made by the product's own actions on a throw-away server; the copies
take turns, so that what else the machine does falls on both. Prints JSON: median and 95th percentile in milliseconds,
and the ratio of the medians.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django
import psycopg
from django.test.utils import override_settings
from tqdm import tqdm

FENCED, OPEN = "concord", "concord_open"
TURNS, EACH = 6, 12
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
Step = Callable[[], object]


def main(panels: int) -> dict[str, Any]:
    import tests.embedded  # noqa: F401, PLC0415 -- its import starts the server

    root = Path(os.environ["CONCORD_DATA"])
    django.setup()
    override_settings(STORAGES={"staticfiles": {"BACKEND": STATIC}}, ALLOWED_HOSTS=["testserver"]).enable()
    todo = steps(organisation(root, panels))
    copied(root)
    return {"panels": panels, "seats_each": 5, **measured(todo)}


def organisation(root: Path, panels: int) -> dict[str, Any]:
    """Two thirds of the panels open with a report, one third with cards in and cards missing."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django has to be set up first
    from django.db import connection, transaction  # noqa: PLC0415

    from interviews.runtime import provision  # noqa: PLC0415
    from interviews.runtime.embedded import server  # noqa: PLC0415
    from panels.consensus.actions.building import build_report  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    provision.provision(server.admin_conninfo(root), database=FENCED)
    call_command("migrate", verbosity=0)
    people = [factories.make_user(f"Interviewer {number}") for number in range(40)]
    lead, hr = factories.make_user("Lead"), factories.make_user("Hana", is_hr_admin=True)
    role = factories.make_role("Engineer", lead=lead)
    for number in tqdm(range(panels), unit=" panels", disable=not sys.stderr.isatty()):
        raters = [people[(number + 7 * step) % len(people)] for step in range(5)]
        with transaction.atomic():
            candidate = factories.make_candidate(f"Candidate {number}")
            panel = factories.make_panel(role=role, lead=lead, raters=raters, candidate=candidate)
            for rater in raters if number % 3 else raters[:3]:
                factories.submit_card(panel, rater, 1 + number % 5)
        if number % 3:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL ROLE concord_worker")
                build_report(panel_id=panel.pk)
    return {"people": people, "lead": lead, "hr": hr}


def copied(root: Path) -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from interviews.runtime.embedded import server  # noqa: PLC0415

    connections.close_all()
    with psycopg.connect(server.admin_conninfo(root), autocommit=True) as beside:
        sender = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"  # it keeps its connection
        beside.execute(sender, [FENCED])
        beside.execute(f"CREATE DATABASE {OPEN} TEMPLATE {FENCED}")
    for name in (FENCED, OPEN):
        with psycopg.connect(server.admin_conninfo(root, name), autocommit=True) as inside:
            if name == OPEN:
                for table in settings.FENCED_TABLES:
                    inside.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
            inside.execute("VACUUM ANALYZE")


def steps(made: dict[str, Any]) -> dict[str, Step]:
    """Pages as their readers open them, and the two steps that write. Reading and writing go round the organisation."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from panels.seating.models import Panel, Seat  # noqa: PLC0415

    rater, lead, hr = made["people"][0], made["lead"], made["hr"]
    revealed = Panel.objects.filter(revealed_at__isnull=False, seats__interviewer=rater).first()
    running = Panel.objects.filter(revealed_at=None).first()
    assert revealed is not None
    assert running is not None
    report = reverse("consensus:report", args=[revealed.uuid])
    seat = Seat.objects.filter(panel=running).order_by("-pk").select_related("interviewer").first()
    assert seat is not None
    card = reverse("scorecards:card", args=[seat.uuid])
    pages = {
        "interviewer's desk": (rater, "/"),
        "hiring manager's desk": (lead, "/"),
        "HR's desk": (hr, "/"),
        "all panels, HR": (hr, "/panels/"),
        "a panel, hiring manager": (lead, reverse("overview:panel", args=[running.uuid])),
        "report, interviewer": (rater, report),
        "report, hiring manager": (lead, report),
        "own scorecard": (seat.interviewer, card),
        "audit, HR": (hr, "/audit/"),
    }

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    clients = {user: signed_in(user) for user, _ in pages.values()}

    def get(user: Any, path: str) -> object:
        answer = clients[user].get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer

    todo: dict[str, Step] = {name: partial(get, *page) for name, page in pages.items()}
    return {**todo, "saving a draft": partial(save, seat.pk), "submitting": partial(submit, seat.pk)}


def save(seat: int) -> object:
    from django.db import transaction  # noqa: PLC0415

    from interviews.runtime.actor import acting_as  # noqa: PLC0415
    from panels.scorecards.actions import save_draft  # noqa: PLC0415
    from panels.scorecards.models import Scorecard  # noqa: PLC0415
    from panels.seating.models import Seat  # noqa: PLC0415
    from tests.factories import make_draft  # noqa: PLC0415

    own = Seat.objects.select_related("interviewer").get(pk=seat)
    with acting_as(own.interviewer_id), transaction.atomic():
        card = Scorecard.objects.select_related("seat__panel__stage").get(seat=own)
        return save_draft(card=card, actor=own.interviewer, revision=card.revision, draft=make_draft(card.seat))


def submit(seat: int) -> object:
    """Saved, submitted, and taken back with the transaction, so that it can be done again."""
    from django.db import transaction  # noqa: PLC0415

    from interviews.runtime.actor import acting_as  # noqa: PLC0415
    from panels.scorecards import actions  # noqa: PLC0415
    from panels.scorecards.models import Scorecard  # noqa: PLC0415
    from panels.seating.models import Seat  # noqa: PLC0415

    own = Seat.objects.select_related("interviewer").get(pk=seat)
    with acting_as(own.interviewer_id), transaction.atomic():
        saved: Any = save(seat)
        card = Scorecard.objects.select_related("seat").get(seat=own)
        version = actions.submit(card=card, actor=own.interviewer, revision=saved.revision, discussed=False)
        transaction.set_rollback(True)
    return version


def measured(todo: dict[str, Step]) -> dict[str, Any]:
    from django.db import connections  # noqa: PLC0415

    from interviews.runtime.database.roles import use_role  # noqa: PLC0415

    use_role("app")
    times: dict[str, dict[str, list[float]]] = {name: {FENCED: [], OPEN: []} for name in todo}
    turns = [(name, database) for name in todo for _ in range(TURNS) for database in (FENCED, OPEN)]
    for name, database in tqdm(turns, unit=" turns", disable=not sys.stderr.isatty()):
        connections.close_all()
        connections.settings["default"]["NAME"] = database
        todo[name]()  # connects, and warms what a page keeps warm
        for _ in range(EACH):
            began = time.perf_counter()
            todo[name]()
            times[name][database].append(1000 * (time.perf_counter() - began))
    return {name: figures(found[FENCED], found[OPEN]) for name, found in times.items()}


def figures(fenced: list[float], without: list[float]) -> dict[str, float]:
    """Milliseconds, and how much longer it takes behind the fence, by the medians."""

    def last(values: list[float]) -> float:
        return round(sorted(values)[min(len(values) - 1, len(values) * 95 // 100)], 2)

    with_it, bare = statistics.median(fenced), statistics.median(without)
    return {
        "fenced": round(with_it, 2),
        "fenced_p95": last(fenced),
        "without": round(bare, 2),
        "without_p95": last(without),
        "ratio": round(with_it / bare, 3),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 600), indent=2) + "\n")
