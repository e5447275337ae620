"""How the job stands while there is no report yet, and asking for it again."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db.models.functions import Now
from django.test import Client

from panels.consensus.models import Outbox
from tests.consensus.actions.test_building import seconds_ago
from tests.consensus.conftest import Build
from tests.consensus.priya import Priya
from tests.consensus.test_views import page, path, texts

pytestmark = pytest.mark.django_db


def test_job_is_shown_while_the_report_is_owed(client: Client, priya: Priya) -> None:
    priya.submit_all()
    soup = page(client, priya.lead, priya.panel)
    assert texts(soup, "#job .state") == ["Waiting"]
    assert soup.select_one("#job")["hx-get"].startswith(path(priya.panel, "status/?seen=waiting-"))
    assert texts(soup, "main form") == []
    Outbox.objects.update(started_at=Now(), attempts=1)
    assert texts(page(client, priya.lead, priya.panel), "#job .state") == ["Running"]


def test_failed_job_says_what_happens_next_and_can_be_tried_again(client: Client, priya: Priya) -> None:
    priya.submit_all()
    Outbox.objects.update(started_at=Now(), failed_at=Now(), attempts=3, failure="KeyError while building")
    soup = page(client, priya.lead, priya.panel)
    assert texts(soup, "#job .state") == ["Failed"]
    assert texts(soup, "#job p")[0].startswith(
        "Building the report failed 3 times (KeyError while building). The scorecards are safe, and it is tried "
        "again every ten minutes. Last tried: today"
    )
    assert "hx-get" not in soup.select_one("#job").attrs
    assert texts(soup, "main form") == ["Try again"]
    assert texts(page(client, priya.people["Jun Park"], priya.panel), "main form") == []
    client.force_login(priya.lead)
    answer = client.post(path(priya.panel, "rebuild/"), follow=True)
    assert texts(BeautifulSoup(answer.content, "html.parser"), "#job .state") == ["Waiting"]


def test_status_answers_only_with_news(client: Client, priya: Priya, build: Build) -> None:
    priya.submit_all()
    token = page(client, priya.lead, priya.panel).select_one("#job")["hx-get"].split("seen=")[1]
    htmx = {"HX-Request": "true"}
    assert client.get(path(priya.panel, "status/"), {"seen": token}, headers=htmx).status_code == 204
    Outbox.objects.update(started_at=Now() + seconds_ago(5))
    answer = client.get(path(priya.panel, "status/"), {"seen": token}, headers=htmx)
    assert texts(BeautifulSoup(answer.content, "html.parser"), "#job .state") == ["Running"]
    build(priya.panel)
    answer = client.get(path(priya.panel, "status/"), {"seen": token}, headers=htmx)
    assert (answer.content, answer.headers["HX-Refresh"]) == (b"", "true")
    assert client.get(path(priya.panel, "status/")).headers["Location"] == path(priya.panel)


def test_rebuild_of_the_same_says_so(client: Client, priya: Priya, build: Build) -> None:
    priya.submit_all()
    build(priya.panel)
    client.force_login(priya.recruiter)
    answer = client.post(path(priya.panel, "rebuild/"), follow=True)
    assert texts(BeautifulSoup(answer.content, "html.parser"), ".notice") == [
        "Nothing changed: the same scorecards, rubric and method give the report that stands already."
    ]
