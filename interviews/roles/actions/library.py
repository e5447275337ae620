"""The competency library. Roles hold copies, so that a change here changes no rubric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.actions.naming import clean_name
from interviews.roles.fitting import LIBRARY_LEVELS
from interviews.roles.models import LibraryAnchor, LibraryCompetency, LibraryQuestion
from interviews.runtime.clock import transaction_time


@dataclass(frozen=True)
class LibraryText:
    """A library entry at once: anchors as level to words, questions as pairs of question and follow-up."""

    name: str
    definition: str
    family: str = ""
    anchors: Mapping[int, str] = field(default_factory=dict)
    questions: Sequence[tuple[str, str]] = ()


@transaction.atomic
def add_library_competency(*, text: LibraryText, actor: User) -> LibraryCompetency:
    entry = LibraryCompetency()
    _write(entry, text)
    record("library.added", actor_id=actor.pk, subject=entry)
    return entry


@transaction.atomic
def change_library_competency(*, entry: LibraryCompetency, text: LibraryText, actor: User) -> LibraryCompetency:
    """Roles that took a copy keep the words that they took."""
    _write(entry, text)
    record("library.changed", actor_id=actor.pk, subject=entry)
    return entry


@transaction.atomic
def retire_library_competency(*, entry: LibraryCompetency, actor: User) -> None:
    """It is offered no longer; it stays readable and can be brought back."""
    if entry.retired_at is None:
        entry.retired_at = transaction_time()
        entry.save(update_fields=["retired_at"])
        record("library.retired", actor_id=actor.pk, subject=entry)


@transaction.atomic
def restore_library_competency(*, entry: LibraryCompetency, actor: User) -> None:
    if entry.retired_at is not None:
        entry.retired_at = None
        entry.save(update_fields=["retired_at"])
        record("library.restored", actor_id=actor.pk, subject=entry)


def _write(entry: LibraryCompetency, text: LibraryText) -> None:
    entry.name = clean_name(
        text.name,
        LibraryCompetency.objects.all(),
        itself=entry if entry.pk else None,
        what="library competency",
    )
    anchors = {value: words.strip() for value, words in text.anchors.items() if words.strip()}
    _refuse_gaps(anchors)
    entry.family, entry.definition = text.family.strip(), text.definition.strip()
    entry.full_clean(validate_unique=False, validate_constraints=False)
    entry.save()
    entry.anchors.all().delete()
    LibraryAnchor.objects.bulk_create(
        LibraryAnchor(competency=entry, value=value, text=words) for value, words in sorted(anchors.items())
    )
    entry.questions.all().delete()
    LibraryQuestion.objects.bulk_create(
        LibraryQuestion(competency=entry, position=position, text=question.strip(), follow_up=follow_up.strip())
        for position, (question, follow_up) in enumerate(text.questions, start=1)
    )


def _refuse_gaps(anchors: Mapping[int, str]) -> None:
    """All five levels are written, and no two alike: a library text must be ready to publish."""
    problems: dict[str, str] = {
        f"anchor_{value}": f"Say what a {value} looks like." for value in LIBRARY_LEVELS if value not in anchors
    }
    seen: dict[str, int] = {}
    for value, words in sorted(anchors.items()):
        if (first := seen.setdefault(words.casefold(), value)) != value:
            problems[f"anchor_{value}"] = f"This is the same text as for a {first}. Say what is different at {value}."
    if problems:
        raise ValidationError(problems)
