"""Kickoff: each of the panel's people says alone whom the role looks for; then all read it, and it is settled.

Never blocking: a rubric can be published at any time, and the hiring manager can go on with those who have answered.
That somebody answered is noted in no audit entry: HR admins who are asked themselves read the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles import mails
from interviews.roles.actions.drafts import locked_draft
from interviews.roles.blinding import answered
from interviews.roles.errors import KickoffOver, NotYetOpen
from interviews.roles.models import Competency, Kickoff, KickoffVote, Participant, ProfileRead, Rubric
from interviews.roles.models.kickoffs import Mark
from interviews.runtime.clock import transaction_time

REMIND_AGAIN = timedelta(days=1)
OPENING = {
    "over": KickoffOver("This kickoff is over."),
    "not_hers": NotYetOpen("Give your own answer first. After that, the hiring manager can go on with those who have."),
    "too_few": NotYetOpen("Fewer than two have answered: there is nothing to compare yet."),
}


@transaction.atomic
def start_kickoff(*, rubric: Rubric, people: Iterable[User], actor: User) -> Kickoff:
    """Ask these people, on the draft as it stands. Answers the kickoff that is there already."""
    draft = locked_draft(rubric)
    if there := Kickoff.objects.filter(rubric=draft).first():
        return there
    if not draft.competencies.exists():
        raise ValidationError("Add a competency first: there is nothing to ask about.")
    asked = list(people)
    if len(asked) < 2:
        raise ValidationError({"people": "Choose at least two people: one alone has nobody to agree with."})
    kickoff = Kickoff.objects.create(rubric=draft, started_by=actor)
    record("kickoff.started", actor_id=actor.pk, subject=kickoff, rubric=draft.pk)
    ask_more(kickoff=kickoff, people=asked, actor=actor)
    return kickoff


@transaction.atomic
def ask_more(*, kickoff: Kickoff, people: Iterable[User], actor: User) -> int:
    """How many are asked who were not before; each gets a mail. Raises KickoffOver."""
    kickoff = _locked(kickoff)
    there = set(kickoff.participants.values_list("user_id", flat=True))
    new = [person for person in people if person.pk not in there]
    Participant.objects.bulk_create(Participant(kickoff=kickoff, user=person) for person in new)
    for person in new:
        record("kickoff.asked", actor_id=actor.pk, subject=kickoff, person=person.pk)
        mails.kickoff(kickoff=kickoff, reader=person, actor=actor)
    return len(new)


@transaction.atomic
def answer(*, kickoff: Kickoff, actor: User, marks: Mapping[str, str], no_because: str) -> None:
    """Store her answer in place of an earlier one; the last one opens them all. Raises KickoffOver, ValidationError."""
    kickoff = _locked(kickoff)
    if not kickoff.participants.filter(user=actor).exists():
        raise ValidationError("You are not asked in this kickoff.")
    keys = {str(key): name for key, name in kickoff.rubric.competencies.values_list("key", "name")}
    if missing := [name for key, name in keys.items() if marks.get(key) not in Mark.values]:
        raise ValidationError(f"Say of each competency how much it matters. Missing: {', '.join(missing)}.")
    KickoffVote.objects.update_or_create(
        kickoff=kickoff,
        author=actor,
        defaults={
            "marks": {key: marks[key] for key in keys},
            "no_because": no_because.strip(),
            "answered_at": transaction_time(),
        },
    )
    _reveal(kickoff, actor, early=False)


@transaction.atomic
def reveal_early(*, kickoff: Kickoff, actor: User) -> None:
    """Go on with those who have answered. Raises KickoffOver, NotYetOpen."""
    refused = OPENING.get(_reveal(_locked(kickoff), actor, early=True))
    if refused is not None:
        raise refused


@transaction.atomic
def remind(*, kickoff: Kickoff, actor: User) -> int:
    """Mail those who have not answered, at most once a day; how many that were.

    Only who may know who they are can remind them.
    """
    kickoff = _locked(kickoff)
    shown = answered(kickoff.pk)
    if kickoff.pk not in shown:
        raise NotYetOpen("Give your own answer first: who has answered is shown to you after that.")
    now = transaction_time()
    if kickoff.reminded_at is not None and kickoff.reminded_at > now - REMIND_AGAIN:
        raise ValidationError("They were reminded less than a day ago.")
    missing = kickoff.participants.exclude(user_id__in=shown[kickoff.pk]).select_related("user")
    for one in missing:
        mails.kickoff_reminder(kickoff=kickoff, reader=one.user)
    kickoff.reminded_at = now
    kickoff.save(update_fields=["reminded_at"])
    record("kickoff.reminded", actor_id=actor.pk, subject=kickoff)
    return len(missing)


@transaction.atomic
def settle(*, kickoff: Kickoff, actor: User, profile: Mapping[str, str], agreed: str) -> list[Competency]:
    """Write down whom the role looks for, and make the draft's must-haves follow. May be done again until publishing.

    Answers the competencies that became must-haves without a minimum: they have the middle of the scale now.
    """
    draft = locked_draft(kickoff.rubric)
    kickoff = Kickoff.objects.select_for_update().get(pk=kickoff.pk)
    if kickoff.revealed_at is None:
        raise NotYetOpen("The answers are not open yet.")
    competencies = list(draft.competencies.all())
    if missing := [one.name for one in competencies if profile.get(str(one.key)) not in Mark.values]:
        raise ValidationError(f"Settle each competency. Missing: {', '.join(missing)}.")
    kickoff.profile = {str(one.key): profile[str(one.key)] for one in competencies}
    kickoff.agreed = agreed.strip()
    kickoff.settled_at, kickoff.settled_by = transaction_time(), actor
    kickoff.save()
    record("kickoff.settled", actor_id=actor.pk, subject=kickoff, rubric=draft.pk)
    return [one for one in competencies if _follow(one, kickoff.profile[str(one.key)], draft)]


@transaction.atomic
def confirm_profile(*, rubric: Rubric, actor: User) -> None:
    """She has read what was settled. Once is enough."""
    if ProfileRead.objects.get_or_create(rubric=rubric, user=actor)[1]:
        record("profile.read", actor_id=actor.pk, subject=rubric)


def _follow(competency: Competency, mark: str, draft: Rubric) -> bool:
    """Whether a minimum had to be found for it."""
    competency.must_have = mark == Mark.MUST
    middle = competency.must_have and competency.minimum_level is None
    if middle:
        competency.minimum_level = draft.scale.values[len(draft.scale.values) // 2]
    competency.save(update_fields=["must_have", "minimum_level"])
    return middle


def _reveal(kickoff: Kickoff, actor: User, *, early: bool) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reveal_kickoff(%s, %s)", [kickoff.pk, early])
        row: Any = cursor.fetchone()
    if row[0] == "revealed":
        record("kickoff.revealed", actor_id=None if not early else actor.pk, subject=kickoff, early=early)
    return str(row[0])


def _locked(kickoff: Kickoff) -> Kickoff:
    """As it is now, until the transaction ends: the rubric first, as for publishing it. Raises KickoffOver."""
    Rubric.objects.select_for_update(no_key=True).get(pk=kickoff.rubric_id)
    current = Kickoff.objects.select_for_update(of=("self",)).select_related("rubric__role").get(pk=kickoff.pk)
    if current.revealed_at is not None:
        raise KickoffOver("This kickoff is over: the answers are open, and none can change any more.")
    if not current.rubric.is_draft:
        raise KickoffOver("This kickoff is over: the rubric was published without it.")
    return current
