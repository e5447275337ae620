"""L26: scripts in every text that anybody can write, on every page, in a real browser: nothing of it ever runs.

The texts are put into the database past every form, so that no check of a form hides a page that would not escape.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, models, transaction
from django.urls import reverse
from playwright.sync_api import Error
from psycopg import sql

from interviews.runtime.actions import record_heartbeat
from interviews.runtime.embedded import server
from panels.seating.actions.chasing import remind_seat
from panels.seating.models import Seat
from tests.browser import Visitor
from tests.cast import Cast
from tests.factories import submit_card
from tests.overview.conftest import Build
from tests.overview.world import make_world, open_world
from tests.permissions import TABLE, address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

OURS = ("accounts", "roles", "seating", "scorecards", "consensus", "decisions")
SHORT = "<img src=x onerror=pwned()>"
CORPUS = (
    SHORT,
    "\"'><script>pwned()</script>",
    "</textarea></title></style></script><script>pwned()</script>",
    '<svg onload=pwned()><a href="javascript:pwned()">',
    "'-pwned()-'`${pwned()}`{{ pwned }}{% load static %}",
    "\u202e<b onmouseover=pwned() style=position:fixed;inset:0>\u2028",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe><base href=//evil.example>",
)
# Never what somebody typed, or checked to be something that holds no markup.
NOT_TYPED = {"password", "time_zone", "token_digest", "digest", "receipt", "content_type", "content", "state", "method"}
NOT_TYPED |= {"report_digest", "rubric_digest", "failure", "email", "given"}
TOLD_APART = {"external_id", "name", "key", "email"}


def text_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every column of ours for words. A new one is here by itself."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(
                    field, models.EmailField | models.URLField | models.FileField
                )
                generated = isinstance(field, models.GeneratedField)
                if is_text and not generated and not field.choices and field.name not in NOT_TYPED:
                    yield model, field


def written_everywhere() -> int:
    """Past triggers and policies, as a superuser; how many columns. What was empty is filled too, where it may be."""
    target = connection.settings_dict
    columns = list(text_columns())
    with psycopg.connect(server.admin_conninfo(Path(target["EMBEDDED"]), target["NAME"])) as superuser:
        superuser.execute("SET LOCAL session_replication_role = replica")
        for number, (model, field) in enumerate(columns):
            longest = getattr(field, "max_length", None) or 2000
            text = next(one for one in (*CORPUS[number % len(CORPUS) :], SHORT, "<i>") if len(one) + 8 <= longest)
            ending = sql.SQL(" || ctid::text") if field.name in TOLD_APART else sql.SQL("")
            table, column = sql.Identifier(model._meta.db_table), sql.Identifier(field.column)
            update = sql.SQL("UPDATE {} SET {} = {}{}").format(table, column, text, ending)
            try:
                with superuser.transaction():
                    superuser.execute(update)
            except psycopg.errors.CheckViolation:
                superuser.execute(sql.SQL("{} WHERE {} <> ''").format(update, column))
        said = "Walked through the fail-over step by step."
        superuser.execute(
            "UPDATE scorecards_submittedpayload SET content = replace(content::text, %s, %s)::jsonb",
            [said, CORPUS[1].replace('"', "")],
        )
    return len(columns)


def looked_at(visitor: Visitor, world: dict[str, Any]) -> tuple[list[str], int]:
    """What ran or was refused on each page that the person gets, and on how many pages such a text stood."""
    faults, shown = [], 0
    visitor.page.on("dialog", lambda dialog: dialog.dismiss())
    visitor.context.add_init_script("window.pwned = () => { window.ran = true; }")
    visitor.page.on(
        "request", lambda request: None if "localhost" in request.url else faults.append(f"asks {request.url}")
    )
    for name, rows in TABLE.items():
        for row in rows:
            if name == "account_logout" or name.endswith(
                ("_export", ":file", ":analysis_file", ":analysis_json", ":text")
            ):
                continue
            try:
                answer = visitor.open(address(name, row, world))
            except Error as error:
                if "Download is starting" in str(error) or "ERR_ABORTED" in str(error):
                    continue  # a file, or an answer without a page
                raise
            if answer is None or answer.status != 200:
                continue
            if visitor.page.evaluate("window.ran === true"):
                faults.append(f"ran on {name}")
            shown += "pwned()" in visitor.page.content().replace("&lt;", "<")
    return faults + visitor.faults, shown


@pytest.mark.parametrize("viewer", ["hr", "lead", "ana"])
def test_nothing_that_was_written_ever_runs(cast: Cast, build: Build, visit: Any, viewer: str) -> None:
    record_heartbeat(name="worker")
    with transaction.atomic():
        world = make_world(cast)
        open_world(cast, world, build)
        submit_card(world["the_panel"], cast.cleo)
    assert written_everywhere() > 50
    visitor = visit(getattr(cast, viewer))
    faults, shown = looked_at(visitor, world)
    assert faults == []
    assert shown > {"hr": 40, "lead": 12, "ana": 4}[viewer]


def test_mails_hold_the_text_and_no_markup_of_it(cast: Cast) -> None:
    with transaction.atomic():
        world = make_world(cast)
    written_everywhere()
    mail.outbox.clear()
    seat = Seat.objects.select_related("interviewer").get(uuid=world["missing_seat"])
    type(seat.panel.candidate).objects.update(name="Eve\r\nBcc: evil@example.org <img src=x onerror=pwned()>")
    remind_seat(seat=Seat.objects.get(pk=seat.pk), actor=cast.lead)
    (sent,) = mail.outbox
    html = sent.alternatives[0][0]  # type: ignore[attr-defined]
    assert "\n" not in sent.subject
    assert "\r" not in sent.subject
    assert sent.bcc == []
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html
    assert reverse("scorecards:card", args=[seat.uuid]) in html
