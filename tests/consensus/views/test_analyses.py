"""Upload, look, download: the page before the worker, after it, and what it says of a file that cannot be read."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from interviews.audit.models import Entry
from interviews.runtime.actor import acting_as
from panels.consensus.actions.analysing import sweep_analyses
from panels.consensus.models import Analysis
from tests.cast import Cast
from tests.conftest import AsRole

pytestmark = pytest.mark.django_db

GOOD = "target,rater,item,rating\n" + "".join(
    f"t{t},r{r},{item},{1 + (t + r * place) % 5}\n"
    for t in range(8)
    for r in range(3)
    for place, item in enumerate(("clarity", "depth"), 1)
)


@pytest.fixture
def hr(client: Client, cast: Cast) -> Client:
    client.force_login(cast.hr)
    return client


def send(client: Client, text: str, **options: str) -> Analysis:
    file = SimpleUploadedFile("ratings 2026.csv", text.encode(), "text/csv")
    answer = client.post("/analyses/", {"file": file, "item_effect": "on", **options})
    assert answer.status_code == 302, answer.content.decode()
    uuid = answer.headers["Location"].split("/")[-2]
    return Analysis(uuid=uuid)


def page(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.select_one("main").get_text(" ").split())  # type: ignore[union-attr]


def test_list_says_what_will_stand_there(hr: Client) -> None:
    assert "No file yet" in words(page(hr, "/analyses/"))


def test_measures_lead_to_it(hr: Client) -> None:
    assert page(hr, "/measures/").select_one("a[href='/analyses/']") is not None


def test_file_waits_is_analysed_and_can_be_had(hr: Client, as_worker: AsRole) -> None:
    at = f"/analyses/{send(hr, GOOD, scale='1-5').uuid}/"
    waiting = page(hr, at)
    assert waiting.select_one("#job")["hx-get"].startswith(f"{at}status/?seen=waiting-")  # type: ignore[index, union-attr]
    with as_worker(), acting_as(None):
        sweep_analyses()
    found = page(hr, at)
    assert "48 ratings: 8 targets, 3 raters, 2 items. Scale 1 to 5." in words(found)
    assert [head.get_text() for head in found.select("main h2")][:5] == [
        "Do raters agree?",
        "Intraclass correlations",
        "Within each target",
        "What a rating is made of",
        "How many raters?",
    ]
    download = hr.get(f"{at}json/")
    assert download.headers["Content-Disposition"] == 'attachment; filename="ratings 2026.csv.json"'
    assert json.loads(download.content)["n"] == {"ratings": 48, "targets": 8, "raters": 3, "items": 2}
    assert hr.get(f"{at}file/").content.decode() == GOOD
    assert "ratings 2026.csv" in words(page(hr, "/analyses/"))


def test_status_is_silent_until_there_is_news(hr: Client, as_worker: AsRole) -> None:
    at = f"/analyses/{send(hr, GOOD).uuid}/"
    seen = page(hr, at).select_one("#job")["hx-get"]  # type: ignore[index]
    htmx = {"HX-Request": "true"}
    assert hr.get(seen, headers=htmx).status_code == 204
    assert hr.get(f"{at}status/?seen=other", headers=htmx).status_code == 200
    with as_worker(), acting_as(None):
        sweep_analyses()
    assert hr.get(seen, headers=htmx).headers["HX-Refresh"] == "true"
    assert hr.get(f"{at}status/").headers["Location"] == at


def test_file_that_cannot_be_read_is_told_line_by_line_and_kept(hr: Client, as_worker: AsRole) -> None:
    text = GOOD + "t9,r1,clarity,good\nt9,r2,clarity\n"
    at = f"/analyses/{send(hr, text).uuid}/"
    with as_worker(), acting_as(None):
        sweep_analyses()
    told = [one.get_text() for one in page(hr, at).select("#problems ~ ul li, section ul li")]
    assert told == ["Line 50: the rating 'good' is not a number.", "Line 51: 3 cells where 4 are needed."]
    assert hr.get(f"{at}file/").content.decode() == text
    assert hr.get(f"{at}json/").status_code == 404


def test_same_file_is_analysed_in_another_way(hr: Client, as_worker: AsRole) -> None:
    at = f"/analyses/{send(hr, GOOD).uuid}/"
    with as_worker(), acting_as(None):
        sweep_analyses()
    assert hr.post(f"{at}again/", {"scale": "0-6"}).status_code == 302
    with as_worker(), acting_as(None):
        sweep_analyses()
    result = json.loads(hr.get(f"{at}json/").content)
    assert (result["scale"], result["item_effect"]) == ({"low": 0, "high": 6, "given": True}, False)


@pytest.mark.parametrize("path", ["", "again/"])
def test_scale_that_is_none_is_said_at_its_field(hr: Client, path: str) -> None:
    at = "/analyses/" if not path else f"/analyses/{send(hr, GOOD).uuid}/again/"
    answer = hr.post(at, {"scale": "five", "file": SimpleUploadedFile("x.csv", b"x")})
    assert answer.status_code == 422
    assert (
        "The scale is &#x27;five&#x27;; write the lowest and the highest level, as in 1-5." in answer.content.decode()
    )


def test_no_file_and_too_large_a_file_are_refused_in_words(hr: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Choose a file." in hr.post("/analyses/", {}).content.decode()
    monkeypatch.setattr("panels.consensus.forms.MOST_BYTES", 2**20)
    large = hr.post("/analyses/", {"file": SimpleUploadedFile("x.csv", b"x" * (2**20 + 1))})
    assert large.status_code == 422
    assert "This file is larger than 1 MB. Split it, or use manage.py analyse." in large.content.decode()


def test_delete_asks_once_more(hr: Client, cast: Cast) -> None:
    at = f"/analyses/{send(hr, GOOD).uuid}/"
    assert "Delete ratings 2026.csv?" in words(page(hr, f"{at}remove/"))
    assert hr.post(f"{at}remove/").headers["Location"] == "/analyses/"
    assert hr.get(at).status_code == 404
    with acting_as(cast.hr.pk):
        assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
            "analysis.asked",
            "analysis.removed",
        ]


def test_another_hr_admin_meets_an_unknown_address(hr: Client, cast: Cast) -> None:
    at = f"/analyses/{send(hr, GOOD).uuid}/"
    cast.ana.is_hr_admin = True
    cast.ana.save()
    other = Client()
    other.force_login(cast.ana)
    assert [other.get(at + rest).status_code for rest in ("", "status/", "json/", "file/", "remove/")] == [404] * 5
    assert [other.post(at + rest).status_code for rest in ("again/", "remove/")] == [404] * 2
    assert "No file yet" in words(page(other, "/analyses/"))


def test_names_are_shown_as_text(hr: Client, as_worker: AsRole) -> None:
    at = f"/analyses/{send(hr, GOOD.replace('t1', '<b>t1</b>')).uuid}/"
    with as_worker(), acting_as(None):
        sweep_analyses()
    assert page(hr, at).select("main table b") == []
