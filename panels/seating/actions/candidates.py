"""Candidates, and what they supplied."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Q

from interviews.accounts.models import User
from interviews.audit.actions import record
from panels.seating.contents import look_into
from panels.seating.models import Candidate, CandidateFile, CandidateLink, Panel
from panels.seating.querysets import ON_THE_PANEL

MOST_FILES = 20


class CandidateDetails(TypedDict, total=False):
    name: str
    pronunciation: str
    pronouns: str
    email: str
    phone: str
    external_id: str
    adjustments: str
    source: str
    referrer: str
    recruiter_notes: str
    user: User | None


@transaction.atomic
def add_candidate(*, actor: User, **details: Unpack[CandidateDetails]) -> Candidate:
    """Raises ValidationError for a name that is blank, an external id in use, or a recruiter's own account."""
    candidate = Candidate(created_by=actor)
    _fill(candidate, actor, details)
    candidate.save(force_insert=True)
    record("candidate.added", actor_id=actor.pk, subject=candidate)
    return candidate


@transaction.atomic
def change_candidate(*, candidate: Candidate, actor: User, **details: Unpack[CandidateDetails]) -> None:
    """Change what is given and leave the rest; the audit keeps the names of the fields, not what they said.

    Refuses to name as the candidate's own account somebody who leads or sits on one of her panels: from then on that
    person could not open them.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    before: dict[str, Any] = {name: getattr(candidate, name) for name in details}
    if details.get("user") is not None and details.get("user") != candidate.user:
        _refuse_panellist(candidate, details["user"])
    _fill(candidate, actor, details)
    changed = sorted(name for name, value in before.items() if getattr(candidate, name) != value)
    if changed:
        candidate.save(update_fields=changed)
        record("candidate.changed", actor_id=actor.pk, subject=candidate, fields=" ".join(changed))


@transaction.atomic
def add_link(*, candidate: Candidate, actor: User, label: str, url: str) -> CandidateLink:
    link = CandidateLink.objects.create(candidate=candidate, label=label, url=url)
    record("candidate.link_added", actor_id=actor.pk, subject=link, candidate=candidate.pk)
    return link


@transaction.atomic
def remove_link(*, link: CandidateLink, actor: User) -> None:
    record("candidate.link_removed", actor_id=actor.pk, subject=link, candidate=link.candidate_id)
    link.delete()


@transaction.atomic
def add_file(*, candidate: Candidate, actor: User, upload: File[bytes]) -> CandidateFile:
    """Keep a file under a random name, with the type that its content has, whatever its name says.

    Raises ValidationError in words for a type that is not taken, for more than 10 MB, and for too many files.
    """
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if candidate.files.count() >= MOST_FILES:
        raise ValidationError(
            f"A candidate has room for {MOST_FILES} files. Remove one that is no longer needed.", code="too_many_files"
        )
    content = look_into(upload)
    kept = CandidateFile(candidate=candidate, name=content.name, content_type=content.type, size=content.size)
    upload.seek(0)
    kept.content.save(uuid4().hex, upload, save=False)
    kept.save(force_insert=True)
    record("candidate.file_added", actor_id=actor.pk, subject=kept, candidate=candidate.pk, bytes=content.size)
    return kept


@transaction.atomic
def remove_file(*, file: CandidateFile, actor: User) -> None:
    """Remove the row now and the bytes once this is committed."""
    record("candidate.file_removed", actor_id=actor.pk, subject=file, candidate=file.candidate_id)
    storage, stored_name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(stored_name))


def _fill(candidate: Candidate, actor: User, details: CandidateDetails) -> None:
    for name, value in details.items():
        setattr(candidate, name, value.strip() if isinstance(value, str) else value)
    if not candidate.name:
        raise ValidationError({"name": "Enter the candidate’s name."}, code="no_name")
    if candidate.user_id == actor.pk:
        raise ValidationError(
            {"user": "Nobody keeps an own file. Ask a colleague to record you as a candidate."}, code="own_file"
        )
    same_id = Candidate.objects.exclude(pk=candidate.pk).filter(external_id=candidate.external_id)
    if candidate.external_id and same_id.exists():
        raise ValidationError(
            {"external_id": "Another candidate has this external id already."}, code="external_id_taken"
        )


def _refuse_panellist(candidate: Candidate, user: User | None) -> None:
    """Locks the candidate's panels, so that no seat is given to the person at the same moment."""
    panels = Panel.objects.filter(candidate=candidate, ended_at=None)
    list(panels.select_for_update().order_by("pk"))
    if panels.filter(Q(lead=user) | Q(seats__interviewer=user, seats__state__in=ON_THE_PANEL)).exists():
        raise ValidationError(
            {"user": f"{user} leads or sits on a panel of this candidate. Change that panel first."}, code="panellist"
        )
