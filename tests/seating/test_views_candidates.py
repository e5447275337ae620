from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from interviews.roles.models import Role, Stage
from panels.seating.actions.seats import add_seat
from panels.seating.models import Candidate, CandidateFile, CandidateLink, Panel
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, seat_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.recruiter)
    return client


def problems(response: object) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in response.context["form"].errors.items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_7_queries(
    recruiter: Client, cast: Cast, role: Role, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make_panel(role=role, lead=cast.lead, candidate=make_candidate(f"Candidate {number}"), send=False)
    with django_assert_num_queries(7):
        page = recruiter.get(reverse("seating:candidates"))
    assert [candidate.name for candidate in page.context["page"]] == [f"Candidate {number}" for number in range(rows)]


def test_list_finds_by_name_address_and_whole_id(recruiter: Client) -> None:
    make_candidate("Priya Raman", email="priya@example.org", external_id="A-17")
    make_candidate("Omar Said", external_id="A-171")
    found = {
        words: [row.name for row in recruiter.get(reverse("seating:candidates"), {"q": words}).context["page"]]
        for words in ("raman", "PRIYA@", "a-17", "%", "_", "nobody", "\0")
    }
    assert found == {
        "raman": ["Priya Raman"],
        "PRIYA@": ["Priya Raman"],
        "a-17": ["Priya Raman"],
        "%": [],
        "_": [],
        "nobody": [],
        "\0": ["Omar Said", "Priya Raman"],
    }


def test_new_candidate_leads_to_her_page(recruiter: Client, cast: Cast) -> None:
    response = recruiter.post(reverse("seating:candidate_new"), {"name": "Priya Raman", "pronouns": "she/her"})
    candidate = Candidate.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/candidates/{candidate.uuid}/")
    assert (candidate.name, candidate.pronouns, candidate.created_by) == ("Priya Raman", "she/her", cast.recruiter)


def test_refused_candidate_keeps_what_was_typed(recruiter: Client) -> None:
    make_candidate(external_id="A-1")
    response = recruiter.post(
        reverse("seating:candidate_new"), {"name": "Omar", "external_id": "A-1", "recruiter_notes": "Keeps this"}
    )
    assert response.status_code == 422
    assert problems(response) == {"external_id": ["Another candidate has this external id already."]}
    assert b"Keeps this" in response.content
    assert b"There is a problem" in response.content


def test_edit_writes_the_whole_form(recruiter: Client) -> None:
    candidate = make_candidate(phone="1", recruiter_notes="old")
    url = reverse("seating:candidate_edit", args=[candidate.uuid])
    assert recruiter.get(url).context["form"].initial["recruiter_notes"] == "old"
    assert recruiter.post(url, {"name": "Priya R.", "recruiter_notes": "new"}).status_code == 302
    candidate.refresh_from_db()
    assert (candidate.name, candidate.phone, candidate.recruiter_notes) == ("Priya R.", "", "new")


def test_notes_are_kept_from_a_recruiter_who_interviews(recruiter: Client, cast: Cast, role: Role) -> None:
    panel = make_panel(
        role=role,
        lead=cast.lead,
        raters=[cast.ana],
        candidate=make_candidate(recruiter_notes="CANARY-NOTES", source="CANARY-SOURCE", referrer="CANARY-FRIEND"),
    )
    urls = [reverse(f"seating:{page}", args=[panel.candidate.uuid]) for page in ("candidate", "candidate_edit")]
    assert [recruiter.get(url).content.count(b"CANARY") for url in urls] == [3, 3]
    interview = seat_of(panel, cast.ana).interview
    competencies = list(panel.rubric.competencies.all())
    add_seat(interview=interview, actor=cast.lead, interviewer=cast.recruiter, competencies=competencies)
    assert [recruiter.get(url).content.count(b"CANARY") for url in urls] == [0, 0]
    recruiter.post(urls[1], {"name": "Priya Raman", "recruiter_notes": "overwritten", "source": ""})
    panel.candidate.refresh_from_db()
    assert (panel.candidate.recruiter_notes, panel.candidate.source) == ("CANARY-NOTES", "CANARY-SOURCE")


@pytest.mark.parametrize("panels", [1, 3])
def test_candidate_page_takes_10_queries(
    recruiter: Client, cast: Cast, role: Role, panels: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    candidate = make_candidate()
    for number in range(panels):
        panel = make_panel(role=role, lead=cast.lead, candidate=candidate, send=False)
        stage = Stage.objects.create(role=role, position=number + 2, name=f"Stage {number}")
        Panel.objects.filter(pk=panel.pk).update(stage=stage)
        CandidateLink.objects.create(candidate=candidate, label=f"Link {number}", url="https://example.org")
    with django_assert_num_queries(10):
        page = recruiter.get(reverse("seating:candidate", args=[candidate.uuid]))
    assert len(page.context["panels"]) == panels


def test_link_is_added_and_removed(recruiter: Client) -> None:
    candidate = make_candidate()
    url = reverse("seating:candidate_links", args=[candidate.uuid])
    assert recruiter.post(url, {"label": "Portfolio", "url": "example.org/me"}).status_code == 302
    link = candidate.links.get()
    assert link.url == "https://example.org/me"
    recruiter.post(reverse("seating:candidate_link_remove", args=[candidate.uuid]), {"link": link.pk})
    assert candidate.links.count() == 0


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("", "Enter the address."),
        ("javascript:alert(1)", "Enter a whole address, as https://example.org/me."),
        ("ftp://example.org/x", "Enter an address that begins with https:// or http://."),
    ],
)
def test_link_with_another_scheme_is_refused(recruiter: Client, url: str, sentence: str) -> None:
    response = recruiter.post(
        reverse("seating:candidate_links", args=[make_candidate().uuid]), {"label": "x", "url": url}
    )
    assert (response.status_code, problems(response)) == (422, {"url": [sentence]})
    assert CandidateLink.objects.count() == 0


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "1.5"])
def test_link_that_is_not_hers_is_not_removed(recruiter: Client, number: str) -> None:
    candidate, other = make_candidate(), make_candidate("Omar Said")
    link = CandidateLink.objects.create(candidate=other, label="x", url="https://example.org")
    url = reverse("seating:candidate_link_remove", args=[candidate.uuid])
    assert recruiter.post(url, {"link": number or str(link.pk)}).status_code == 404
    assert CandidateLink.objects.count() == 1


def test_file_is_added_and_removed(recruiter: Client, tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    candidate = make_candidate()
    url = reverse("seating:candidate_files", args=[candidate.uuid])
    assert recruiter.post(url, {"file": SimpleUploadedFile("cv.pdf", b"%PDF-1.7\n")}).status_code == 302
    page = recruiter.get(reverse("seating:candidate", args=[candidate.uuid]))
    assert b"cv.pdf" in page.content
    remove = reverse("seating:file_remove", args=[CandidateFile.objects.get().uuid])
    assert recruiter.get(remove).status_code == 200
    assert recruiter.post(remove).status_code == 302
    assert CandidateFile.objects.count() == 0


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Choose a file."),
        (SimpleUploadedFile("cv.pdf", b""), "This file is empty."),
        (
            SimpleUploadedFile("cv.pdf", b"MZ\x00\x01"),
            "This is not a PDF, PNG, JPEG, plain text, Word (.docx) or OpenDocument (.odt) file. "
            "The content decides, not the name.",
        ),
    ],
)
def test_file_of_the_wrong_kind_is_refused_beside_the_field(
    recruiter: Client, upload: SimpleUploadedFile | None, sentence: str
) -> None:
    response = recruiter.post(
        reverse("seating:candidate_files", args=[make_candidate().uuid]), {"file": upload} if upload else {"x": "1"}
    )
    assert (response.status_code, problems(response)) == (422, {"file": [sentence]})
