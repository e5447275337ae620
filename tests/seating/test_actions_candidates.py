from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from interviews.audit.models import Entry
from panels.seating.actions.candidates import (
    MOST_FILES,
    add_candidate,
    add_file,
    add_link,
    change_candidate,
    remove_file,
    remove_link,
)
from panels.seating.models import Candidate, CandidateFile, Panel
from tests.cast import Cast
from tests.factories import make_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_in(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def upload(name: str = "cv.pdf", content: bytes = b"%PDF-1.7\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_add_candidate_strips_and_says_so_in_the_audit(cast: Cast) -> None:
    candidate = add_candidate(actor=cast.recruiter, name="  Priya Raman ", pronouns="she/her", user=None)
    assert (candidate.name, candidate.pronouns, candidate.created_by) == ("Priya Raman", "she/her", cast.recruiter)
    entry = Entry.objects.get()
    assert (entry.verb, entry.panel_id, entry.actor_id, entry.subject_id, entry.details) == (
        "candidate.added",
        None,
        cast.recruiter.pk,
        candidate.pk,
        {},
    )


@pytest.mark.parametrize(
    ("details", "field", "sentence"),
    [
        ({"name": "  "}, "name", "Enter the candidate’s name."),
        ({"name": "Omar", "external_id": "A-1"}, "external_id", "Another candidate has this external id already."),
    ],
)
def test_add_candidate_refuses(cast: Cast, details: dict[str, str], field: str, sentence: str) -> None:
    make_candidate(external_id="A-1")
    with pytest.raises(ValidationError) as refused:
        add_candidate(actor=cast.recruiter, **details)  # type: ignore[arg-type]
    assert refused.value.message_dict == {field: [sentence]}
    assert Candidate.objects.count() == 1


def test_two_candidates_without_an_external_id_are_two(cast: Cast) -> None:
    add_candidate(actor=cast.recruiter, name="Priya Raman")
    add_candidate(actor=cast.recruiter, name="Priya Raman")
    assert Candidate.objects.count() == 2


def test_nobody_records_herself(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        add_candidate(actor=cast.recruiter, name="Rosa", user=cast.recruiter)
    assert refused.value.message_dict == {
        "user": ["Nobody keeps an own file. Ask a colleague to record you as a candidate."]
    }


def test_change_candidate_writes_only_what_changed_and_only_names_into_the_audit(cast: Cast) -> None:
    candidate = make_candidate(phone="1", source="a referral")
    change_candidate(candidate=candidate, actor=cast.recruiter, name="Priya Raman", phone="2", source="a fair")
    candidate.refresh_from_db()
    assert (candidate.name, candidate.phone, candidate.source) == ("Priya Raman", "2", "a fair")
    assert Entry.objects.get().details == {"fields": "phone source"}


def test_change_candidate_without_a_change_leaves_no_trace(cast: Cast) -> None:
    change_candidate(candidate=make_candidate(phone="1"), actor=cast.recruiter, phone=" 1 ")
    assert verbs() == []


@pytest.mark.parametrize("who", ["lead", "ana"])
def test_somebody_on_the_panel_cannot_become_the_candidate(cast: Cast, draft: Panel, who: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(ValidationError) as refused:
        change_candidate(candidate=draft.candidate, actor=cast.recruiter, user=person)
    assert refused.value.message_dict == {
        "user": [f"{person} leads or sits on a panel of this candidate. Change that panel first."]
    }
    draft.candidate.refresh_from_db()
    assert draft.candidate.user is None


def test_somebody_else_can_become_the_candidate(cast: Cast, draft: Panel) -> None:
    change_candidate(candidate=draft.candidate, actor=cast.recruiter, user=cast.employee)
    draft.candidate.refresh_from_db()
    assert draft.candidate.user == cast.employee


def test_links_come_and_go(cast: Cast) -> None:
    link = add_link(candidate=make_candidate(), actor=cast.recruiter, label="Portfolio", url="https://example.org")
    remove_link(link=link, actor=cast.recruiter)
    assert verbs() == ["candidate.link_added", "candidate.link_removed"]
    assert Candidate.objects.get().links.count() == 0


def test_a_file_is_kept_under_a_random_name(cast: Cast, files_in: Path) -> None:
    kept = add_file(candidate=make_candidate(), actor=cast.recruiter, upload=upload("../../cv.pdf"))
    assert (kept.name, kept.content_type, kept.size) == ("cv.pdf", "application/pdf", 9)
    stored = [path.relative_to(files_in).as_posix() for path in files_in.rglob("*") if path.is_file()]
    assert stored == [kept.content.name]
    assert stored[0].startswith("candidates/")
    assert len(stored[0]) == len("candidates/") + 32
    assert (files_in / stored[0]).read_bytes() == b"%PDF-1.7\n"


def test_wrong_content_leaves_nothing_behind(cast: Cast, files_in: Path) -> None:
    with pytest.raises(ValidationError):
        add_file(candidate=make_candidate(), actor=cast.recruiter, upload=upload(content=b"MZ\x00"))
    assert (CandidateFile.objects.count(), list(files_in.rglob("*"))) == (0, [])


def test_removed_file_loses_its_bytes_once_committed(
    cast: Cast, files_in: Path, django_capture_on_commit_callbacks: object
) -> None:
    kept = add_file(candidate=make_candidate(), actor=cast.recruiter, upload=upload())
    with django_capture_on_commit_callbacks(execute=False) as callbacks:  # type: ignore[operator]
        remove_file(file=kept, actor=cast.recruiter)
    assert len([path for path in files_in.rglob("*") if path.is_file()]) == 1
    for callback in callbacks:
        callback()
    assert [path for path in files_in.rglob("*") if path.is_file()] == []
    assert verbs() == ["candidate.file_added", "candidate.file_removed"]


def test_there_is_room_for_so_many_files(cast: Cast) -> None:
    candidate = make_candidate()
    for _ in range(MOST_FILES):
        add_file(candidate=candidate, actor=cast.recruiter, upload=upload())
    with pytest.raises(ValidationError) as refused:
        add_file(candidate=candidate, actor=cast.recruiter, upload=upload())
    assert refused.value.messages == ["A candidate has room for 20 files. Remove one that is no longer needed."]
