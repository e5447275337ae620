"""Writing, submitting and amending an own scorecard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q

from interviews.accounts.models import User
from interviews.audit.actions import record
from interviews.roles.models import Competency
from interviews.runtime.clock import time_under_lock
from panels.scorecards.completeness import gaps
from panels.scorecards.drafts import SCALAR_FIELDS, Draft, draft_of
from panels.scorecards.errors import LostRace, NoLongerYours, NotComplete
from panels.scorecards.kits import kit_shown
from panels.scorecards.models import KeptDraft, Rating, Scorecard, Standing, SubmittedPayload, SubmittedVersion
from panels.scorecards.opening import open_if_complete
from panels.scorecards.payloads import draft_from_payload, payload_of, receipt_of
from panels.scorecards.signals import panel_revealed
from panels.seating.choices import SeatKind
from panels.seating.models import Panel
from panels.seating.querysets import ON_THE_PANEL


@dataclass(frozen=True)
class Saved:
    """What became of a save. Without `won`, what was typed stands in `kept`, and `revision` is the stored one.

    `same` says that what was typed is word for word what is stored, whoever stored it: a retry after a lost answer.
    """

    won: bool
    revision: int
    saved_at: datetime | None
    kept: KeptDraft | None = None
    same: bool = False

    @property
    def is_stored(self) -> bool:
        """Whether the draft holds what was typed; only then may a page say "Saved"."""
        return self.won or self.same


@transaction.atomic
def save_draft(*, card: Scorecard, actor: User, revision: int, draft: Draft) -> Saved:
    """Store what was typed if nobody saved since `revision` was shown; else keep it beside.

    Takes no lock beyond the card's own row. Whatever happens, the text is in the database afterwards: as the draft, or
    as a kept draft when a newer save, a submission or a change of the seat came first.
    """
    competencies = _assigned(card)
    saved_at = time_under_lock()
    won = takes_writing(card) and Scorecard.objects.own(actor).filter(pk=card.pk, revision=revision).filter(
        Q(submitted_at=None) | Q(amending_since__isnull=False)
    ).update(
        revision=F("revision") + 1,
        saved_at=saved_at,
        kit=card.kit or kit_shown(card.seat, competencies),
        **{name: getattr(draft, name) for name in SCALAR_FIELDS},
    )
    if won:
        left_over = _write_ratings(card, draft, {competency.pk for competency in competencies})
        kept = _keep(card, left_over, revision) if left_over.ratings else None
        return Saved(won=True, revision=revision + 1, saved_at=saved_at, kept=kept)
    card.refresh_from_db()
    if _same(draft, draft_of(card)):
        return Saved(won=False, revision=card.revision, saved_at=card.saved_at, same=True)
    if _is_empty(draft):
        return Saved(won=False, revision=card.revision, saved_at=card.saved_at)
    return Saved(won=False, revision=card.revision, saved_at=card.saved_at, kept=_keep(card, draft, revision))


@transaction.atomic
def submit(
    *, card: Scorecard, actor: User, revision: int, discussed: bool | None = None, reason: str = ""
) -> SubmittedVersion:
    """Make the stored draft a submitted version, and open the panel's scorecards if it was the last one missing.

    Holds the panel's lock from before it reads until it commits. A repeated submission of the same card (a double
    click, a retry after a lost answer) returns the version that stands. `discussed` is the answer given with the
    submission: whether the candidate was discussed with anyone on the panel. While an amendment is open, `reason` is
    required and a further version is made: before scorecards open it is the one that counts, after it it stands beside.

    Raises NotComplete, LostRace, NoLongerYours; nothing is changed then.
    """
    panel = Panel.objects.select_for_update().get(pk=card.panel_id)
    card = Scorecard.objects.own(actor).select_for_update().select_related("seat").get(pk=card.pk)
    standing_version = card.versions.order_by("-number").first()
    if standing_version is not None and card.amending_since is None:
        return standing_version
    _refuse_unless_open(panel, card)
    if standing_version is None:
        _refuse_in_conflict(card)
    if card.revision != revision:
        raise LostRace(
            "This scorecard was saved elsewhere since you opened the summary. Look at it again, then submit."
        )
    draft = draft_of(card)
    if discussed is not None:
        draft = replace(draft, discussed=discussed)
    competencies = _assigned(card)
    _refuse_incomplete(panel, card, draft, competencies)
    if standing_version is not None and not reason.strip():
        raise ValidationError("Say why you change what you submitted.", code="no_reason")
    version = _write_version(panel, card, draft, competencies, standing_version, reason.strip())
    record("scorecard.submitted", actor_id=actor.pk, panel_id=panel.pk, subject=version, receipt=version.receipt)
    _after_submission(panel, version, actor)
    return version


@transaction.atomic
def start_amending(*, card: Scorecard, actor: User) -> None:
    """Let the author write again on a submitted card. What was submitted stands until a new version is submitted."""
    panel = Panel.objects.get(pk=card.panel_id)
    _refuse_unless_open(panel, card)
    Scorecard.objects.own(actor).filter(pk=card.pk, submitted_at__isnull=False, amending_since=None).update(
        amending_since=time_under_lock()
    )


@transaction.atomic
def stop_amending(*, card: Scorecard, actor: User) -> None:
    """Put the card back to what was last submitted; what was written meanwhile is kept beside, not lost."""
    card = Scorecard.objects.own(actor).select_for_update().get(pk=card.pk)
    if card.amending_since is None:
        return
    version = card.versions.select_related("payload").order_by("-number")[0]
    written = draft_of(card)
    submitted = draft_from_payload(version.payload.content, notes=card.notes)
    if written != submitted:
        _keep(card, written, card.revision)
    for name in SCALAR_FIELDS:
        setattr(card, name, getattr(submitted, name))
    card.amending_since = None
    card.revision += 1
    card.save(update_fields=[*SCALAR_FIELDS, "amending_since", "revision"])
    _write_ratings(card, submitted, {rating.competency_id for rating in submitted.ratings})


@transaction.atomic
def settle_kept_draft(*, kept: KeptDraft, actor: User) -> None:
    """The author has dealt with a text that lost a race: it is no longer shown, and stays stored."""
    KeptDraft.objects.filter(pk=kept.pk, scorecard__author=actor, settled_at=None).update(settled_at=time_under_lock())


@transaction.atomic
def use_kept_draft(*, kept: KeptDraft, actor: User, revision: int) -> Saved:
    """Make a kept text the draft. What the draft said until now is kept in its place, settled: both stay stored.

    Raises LostRace when somebody saved since `revision` was shown, NoLongerYours when the card takes no writing.
    """
    card = (
        Scorecard.objects.own(actor)
        .select_for_update(of=["self"])
        .select_related("seat__panel__stage")
        .get(pk=kept.scorecard_id)
    )
    if not takes_writing(card):
        raise NoLongerYours("This scorecard cannot be written on now. Both texts stay yours to read.", code="closed")
    if card.revision != revision:
        raise LostRace("This scorecard was saved again elsewhere. Look at both texts once more, then choose.")
    before, text = draft_of(card), Draft.from_json(kept.content)
    if is_left_over(text, {competency.pk for competency in _assigned(card)}):
        raise NoLongerYours("These competencies are no longer on your scorecard. Copy what you need.", code="left_over")
    saved = save_draft(card=card, actor=actor, revision=revision, draft=text)
    settle_kept_draft(kept=kept, actor=actor)
    settle_kept_draft(kept=_keep(card, before, revision), actor=actor)
    return saved


def is_left_over(kept: Draft, assigned: set[int]) -> bool:
    """Whether a kept text speaks only of competencies that were taken off the seat; it is no whole card then."""
    return bool(kept.ratings) and not assigned & set(kept.by_competency)


def takes_writing(card: Scorecard) -> bool:
    """Whether the author may still write on it: the seat stands, the panel was not ended, the card is not submitted."""
    return card.takes_writing and card.seat.state in ON_THE_PANEL and not card.seat.panel.is_over


def _assigned(card: Scorecard) -> list[Competency]:
    return list(card.seat.competencies.order_by("position"))


def _is_empty(draft: Draft) -> bool:
    """Nothing to keep; `discussed` is carried along by the page, nobody types it."""
    said = (draft.notes, draft.recommendation, draft.recommendation_reason, draft.at_level, draft.confidence)
    return not any(said) and all(rating.is_blank for rating in draft.ratings)


def _same(draft: Draft, stored: Draft) -> bool:
    given, there = (tuple(r for r in one.ratings if not r.is_blank) for one in (draft, stored))
    return set(given) == set(there) and all(getattr(draft, name) == getattr(stored, name) for name in SCALAR_FIELDS)


def _keep(card: Scorecard, draft: Draft, revision: int) -> KeptDraft:
    return KeptDraft.objects.create(scorecard=card, content=draft.as_json(), revision=revision)


def _write_ratings(card: Scorecard, draft: Draft, allowed: set[int]) -> Draft:
    """Store the ratings of assigned competencies; return what was typed on others (the seat changed meanwhile)."""
    Rating.objects.bulk_create(
        [
            Rating(
                scorecard=card,
                competency_id=rating.competency_id,
                level=rating.level,
                non_rating=rating.non_rating,
                question=rating.question,
                evidence=rating.evidence,
            )
            for rating in draft.ratings
            if rating.competency_id in allowed
        ],
        update_conflicts=True,
        unique_fields=["scorecard", "competency"],
        update_fields=["level", "non_rating", "question", "evidence"],
    )
    return Draft(ratings=tuple(r for r in draft.ratings if r.competency_id not in allowed and not r.is_blank))


def _refuse_unless_open(panel: Panel, card: Scorecard) -> None:
    if panel.erased_at is not None:
        raise NoLongerYours("The candidate was erased, so nothing is written about them any more.", code="erased")
    if panel.ended_at is not None:
        raise NoLongerYours("This panel has ended. Your text stays yours to read.", code="ended")
    if card.seat.state not in ON_THE_PANEL:
        raise NoLongerYours("You are no longer on this panel. Your text stays yours to read.", code="off_the_panel")


def _refuse_in_conflict(card: Scorecard) -> None:
    if card.seat.conflict:
        raise ValidationError(
            "You said that you have a conflict of interest. Take that back first, or wait until you are excused.",
            code="conflict",
        )


def _refuse_incomplete(panel: Panel, card: Scorecard, draft: Draft, competencies: list[Competency]) -> None:
    missing = gaps(
        draft,
        competencies=competencies,
        scale=panel.rubric.scale,
        asks_overall=card.seat.asks_overall,
        asks_evidence=not panel.rubric.imported,
    )
    if missing:
        raise NotComplete(missing)


def _write_version(
    panel: Panel,
    card: Scorecard,
    draft: Draft,
    competencies: list[Competency],
    before: SubmittedVersion | None,
    reason: str,
) -> SubmittedVersion:
    at = time_under_lock()
    content = payload_of(card, draft, competencies)
    version = SubmittedVersion(
        uuid=uuid4(),
        scorecard=card,
        seat_id=card.seat_id,
        panel_id=panel.pk,
        author_id=card.author_id,
        number=before.number + 1 if before else 1,
        standing=_standing(panel, card, before),
        reason=reason if before else "",
        submitted_at=at,
    )
    version.receipt = receipt_of(version, content)
    version.save(force_insert=True)
    SubmittedPayload.objects.create(version=version, panel_id=panel.pk, author_id=card.author_id, content=content)
    Scorecard.objects.filter(pk=card.pk).update(
        submitted_at=card.submitted_at or at, amending_since=None, discussed=draft.discussed
    )
    return version


def _standing(panel: Panel, card: Scorecard, before: SubmittedVersion | None) -> Standing:
    if card.seat.kind == SeatKind.INFORMED:
        return Standing.INFORMED
    if panel.revealed_at is None:
        return Standing.BEFORE
    return Standing.AFTER if before else Standing.LATE_BLIND


def _after_submission(panel: Panel, version: SubmittedVersion, actor: User) -> None:
    if panel.revealed_at is None:
        open_if_complete(panel=panel, actor_id=actor.pk)
    elif version.standing == Standing.LATE_BLIND and version.seat.kind == SeatKind.INDEPENDENT:
        panel_revealed.send(sender=Panel, panel=panel, late=True)
