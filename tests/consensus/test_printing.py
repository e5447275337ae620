"""A report on paper: what is on it, who gets it, and what happens to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions import printing
from panels.consensus.actions.printing import pdf_of, print_owed, static_file, sweep_printouts
from panels.consensus.jobs import LEASE
from panels.consensus.models import Printout, Report
from panels.consensus.paper import SHEETS_FROM
from panels.consensus.printouts import CANNOT, job_of
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.factories import submit_card

pytestmark = pytest.mark.django_db

PRIVATE = "Nobody else reads this."


@pytest.fixture
def report(cast: Cast, panel: Panel, build: Build) -> Report:
    for rater, level in ((cast.ana, 1), (cast.ben, 5), (cast.cleo, 4)):
        submit_card(panel, rater, {"System design": level}, notes=PRIVATE)
    return build(panel)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting type takes seconds; what becomes of a printout does not depend on it."""
    monkeypatch.setattr(printing, "pdf_of", lambda _page: b"%PDF-1.7")


def ask(client: Client, report: Report) -> str:
    """The address of what was asked for."""
    answer = client.post(f"/panels/{report.panel.uuid}/report/{report.digest}/pdf/")
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def made(as_worker: AsRole) -> None:
    with as_worker():
        sweep_printouts()


def stored(cast: Cast) -> Printout:
    with acting_as(cast.lead.pk):
        return Printout.objects.get()


def test_asked_made_and_fetched(
    client: Client, cast: Cast, report: Report, as_worker: AsRole, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(cast.lead)
    page = ask(client, report)
    assert "The PDF waits for its turn." in client.get(page).content.decode()
    assert client.get(f"{page}pdf/").status_code == 404
    made(as_worker)
    assert "The PDF is ready." in client.get(page).content.decode()
    answer = client.get(f"{page}pdf/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report-priya-raman.pdf"'
    assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert len(answer.content) > 20_000
    assert [one.getMessage() for one in caplog.records if one.name == "weasyprint" and one.levelname == "ERROR"] == []
    entry = Entry.objects.get(verb="report.printed")
    assert (entry.actor_id, entry.panel_id, entry.subject_id) == (cast.lead.pk, report.panel_id, report.pk)


def test_it_says_what_the_page_says_and_no_private_note(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.lead)
    ask(client, report)
    paper = stored(cast).page
    shown = client.get(f"/panels/{report.panel.uuid}/report/").content.decode()
    headline = BeautifulSoup(shown, "html.parser").select_one(".headline").get_text()  # type: ignore[union-attr]
    for words in (headline, "Walked through the fail-over step by step.", "What a 5 looks like"):
        assert words in paper
        assert words in shown
    assert "made for Amara Diallo" in paper
    assert PRIVATE not in paper


def test_whoever_reads_the_report_has_paper_of_her_own(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.lead)
    page = ask(client, report)
    answers = {}
    for name in ("ana", "recruiter", "hr", "outsider", "superuser"):
        client.force_login(getattr(cast, name))
        other = client.post(f"/panels/{report.panel.uuid}/report/{report.digest}/pdf/").status_code
        answers[name] = (client.get(page).status_code, client.get(f"{page}pdf/").status_code, other)
    assert answers == {
        "ana": (404, 404, 302),
        "recruiter": (404, 404, 302),
        "hr": (404, 404, 302),
        "superuser": (404, 404, 302),
        "outsider": (404, 404, 404),
    }


def test_nothing_before_scorecards_open(client: Client, cast: Cast, panel: Panel) -> None:
    submit_card(panel, cast.ana)
    client.force_login(cast.lead)
    assert client.post(f"/panels/{panel.uuid}/report/{'0' * 64}/pdf/").status_code == 404


@pytest.mark.usefixtures("quick")
def test_a_right_that_has_run_out_closes_the_paper(
    client: Client, cast: Cast, report: Report, as_worker: AsRole
) -> None:
    """Ana reads for fourteen days after the decision."""
    client.force_login(cast.ana)
    page = ask(client, report)
    made(as_worker)
    assert client.get(f"{page}pdf/").status_code == 200
    Panel.objects.filter(pk=report.panel_id).update(decided_at=timezone.now() - timedelta(days=15))
    assert client.get(page).status_code == 404
    assert client.get(f"{page}pdf/").status_code == 404
    with acting_as(cast.ana.pk):
        assert Printout.objects.count() == 0


def test_asked_again_takes_the_place_of_the_first(client: Client, cast: Cast, report: Report) -> None:
    client.force_login(cast.lead)
    assert ask(client, report) != ask(client, report)
    assert stored(cast)


@pytest.mark.usefixtures("quick")
def test_it_is_gone_after_a_day(client: Client, cast: Cast, report: Report, as_worker: AsRole) -> None:
    client.force_login(cast.lead)
    page = ask(client, report)
    with as_worker():
        Printout.objects.update(asked_at=Now() - timedelta(hours=25))
    made(as_worker)
    assert client.get(page).status_code == 404


@pytest.mark.usefixtures("quick")
def test_what_a_killed_worker_had_begun_is_made(client: Client, cast: Cast, report: Report, as_worker: AsRole) -> None:
    client.force_login(cast.lead)
    page = ask(client, report)
    with as_worker():
        Printout.objects.update(started_at=Now() - LEASE - timedelta(seconds=1), attempts=1)
    made(as_worker)
    assert client.get(f"{page}pdf/").status_code == 200


def test_without_pango_it_says_so(
    client: Client, cast: Cast, report: Report, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_page: str) -> bytes:
        raise printing.NoPango

    monkeypatch.setattr(printing, "pdf_of", missing)
    client.force_login(cast.lead)
    page = ask(client, report)
    made(as_worker)
    assert CANNOT in client.get(page).content.decode()
    assert (job_of(stored(cast)).kind, job_of(stored(cast)).final) == ("failed", True)


def test_a_failure_is_noted_in_fixed_words(
    client: Client, cast: Cast, report: Report, as_worker: AsRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(page: str) -> bytes:
        raise ValueError(page)

    monkeypatch.setattr(printing, "pdf_of", broken)
    client.force_login(cast.lead)
    ask(client, report)
    with as_worker():
        print_owed(printout_id=stored(cast).pk)
    assert stored(cast).failure == "ValueError while printing"


@pytest.mark.usefixtures("quick")
def test_the_page_tells_htmx_when_there_is_news(client: Client, cast: Cast, report: Report, as_worker: AsRole) -> None:
    client.force_login(cast.lead)
    page = ask(client, report)
    token = job_of(stored(cast)).token
    headers = {"HX-Request": "true"}
    assert client.get(f"{page}status/", {"seen": token}, headers=headers).status_code == 204
    assert client.get(f"{page}status/", headers=headers).status_code == 200
    assert client.get(f"{page}status/").status_code == 302
    made(as_worker)
    assert client.get(f"{page}status/", headers=headers).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/css/tokens.css",
        "file:///etc/passwd",
        f"{SHEETS_FROM}../interviews/settings.py",
        f"{SHEETS_FROM}css/none.css",
        SHEETS_FROM,
    ],
)
def test_only_the_sites_own_static_files_are_read(url: str) -> None:
    with pytest.raises(ValueError, match="own files alone"):
        static_file(url)
    assert static_file(f"{SHEETS_FROM}css/tokens.css").name == "tokens.css"


def test_a_page_that_names_another_address_is_made_without_it() -> None:
    page = '<!doctype html><html lang="en"><title>T</title><img alt="" src="http://127.0.0.1:9/x.png"><p>Words.</p>'
    assert pdf_of(page).startswith(b"%PDF-")


def test_the_worker_sees_no_more_than_it_needs(as_worker: AsRole) -> None:
    with as_worker(), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('concord_worker', 'consensus_printout', 'INSERT')")
        assert cursor.fetchone() == (False,)
