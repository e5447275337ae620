"""What the pages of a scorecard show, row by row, ready for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.forms.boundfield import BoundField
from django.utils import timezone

from interviews.roles.choices import LevelChoice, level_choices
from interviews.roles.models import Competency
from panels.scorecards.actions import is_left_over
from panels.scorecards.completeness import Gap, gaps
from panels.scorecards.drafts import Draft, DraftRating, draft_of
from panels.scorecards.forms import CardForm
from panels.scorecards.models import Confidence, KeptDraft, NonRating, Recommendation, SubmittedVersion
from panels.scorecards.payloads import draft_from_payload
from panels.scorecards.sheets import NOT_RATED, OwnSheet, Sheet, level_names, level_words
from panels.scorecards.weak import hint

NON_RATINGS = [*NonRating.choices, ("", NOT_RATED)]
RECOMMENDATIONS = [
    {"value": value, "number": "", "name": str(label)}
    for value, label in Recommendation.choices
    if value != Recommendation.TOO_LITTLE
]
NO_RECOMMENDATION = [(Recommendation.TOO_LITTLE.value, Recommendation.TOO_LITTLE.label), ("", "Not said yet")]
CONFIDENCE = [*Confidence.choices, ("", "Not said")]
OVERALL_CHOICES = {
    "non_ratings": NON_RATINGS,
    "recommendations": RECOMMENDATIONS,
    "no_recommendation": NO_RECOMMENDATION,
    "confidence": CONFIDENCE,
}


class WritingRow(NamedTuple):
    """One competency to be filled in, its kit beside."""

    competency: Competency
    levels: list[LevelChoice]
    level: BoundField
    question: BoundField
    evidence: BoundField
    hint: str
    kit: Mapping[str, Any]

    @property
    def legend(self) -> str:
        return f"Your rating of {self.competency.name}"

    @property
    def minimum(self) -> int | None:
        return self.competency.minimum_level if self.competency.must_have else None


class ReadingRow(NamedTuple):
    """One competency as it was said; `gaps` only where the card is still to be submitted."""

    competency: Competency
    rated: bool
    words: str
    anchor: str
    question: str
    evidence: str
    hint: str = ""
    gaps: Sequence[Gap] = ()


class Difference(NamedTuple):
    """A place where a kept text and the draft do not say the same."""

    id: str
    label: str
    stored: str
    kept: str


class Version(NamedTuple):
    """One submitted version as it is read; without rows when its text was erased."""

    stored: SubmittedVersion
    rows: list[ReadingRow]
    overall: list[tuple[str, str]]
    discussed: bool
    erased: bool


class KeptText(NamedTuple):
    """`usable`: whether it can become the draft, as far as its content goes."""

    kept: KeptDraft
    differences: list[Difference]
    usable: bool


def writing_rows(form: CardForm) -> list[WritingRow]:
    sections = form.sheet.kit["sections"]
    return [
        WritingRow(
            competency,
            level_choices(competency, form.sheet.scale),
            form[f"level-{competency.pk}"],
            form[f"question-{competency.pk}"],
            evidence := form[f"evidence-{competency.pk}"],
            hint(str(evidence.value() or "")),
            sections.get(str(competency.key), {}),
        )
        for competency in form.sheet.competencies
    ]


def reading_rows(sheet: Sheet, draft: Draft, missing: Iterable[Gap] = ()) -> list[ReadingRow]:
    names = level_names(sheet.scale)
    found = list(missing)
    return [
        ReadingRow(
            competency,
            rating.level is not None,
            level_words(rating.level, rating.non_rating, names),
            next((anchor.text for anchor in competency.anchors.all() if anchor.value == rating.level), ""),
            rating.question,
            rating.evidence,
            hint(rating.evidence),
            [gap for gap in found if gap.competency_id == competency.pk],
        )
        for competency in sheet.competencies
        for rating in [draft.by_competency.get(competency.pk, DraftRating(competency.pk))]
    ]


def overall_words(draft: Draft) -> list[tuple[str, str]]:
    """Recommendation, level and confidence as term and words; only what was said."""
    said = [
        ("Recommendation", Recommendation(draft.recommendation).label if draft.recommendation else ""),
        ("Why too little", draft.recommendation_reason),
        ("At which level", draft.at_level),
        ("Confidence", Confidence(draft.confidence).label if draft.confidence else ""),
    ]
    return [(term, str(words)) for term, words in said if words]


def version_of(sheet: Sheet, version: SubmittedVersion) -> Version:
    payload = getattr(version, "payload", None)
    if payload is None:
        return Version(version, [], [], discussed=False, erased=True)
    draft = draft_from_payload(payload.content)
    return Version(
        version, reading_rows(sheet, draft), overall_words(draft), discussed=bool(draft.discussed), erased=False
    )


def hints(draft: Draft) -> dict[str, str]:
    """By competency, for the page to show beside its evidence; an empty one takes the earlier hint away."""
    return {str(rating.competency_id): hint(rating.evidence) for rating in draft.ratings}


def clock(moment: datetime | None) -> str:
    """The time of day in the reader's zone, to the second: the word after "Saved at"."""
    return timezone.localtime(moment).strftime("%H:%M:%S") if moment else ""


def uuid_of(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def missing_on(sheet: Sheet, draft: Draft) -> list[Gap]:
    return gaps(
        draft,
        competencies=sheet.competencies,
        scale=sheet.scale,
        asks_overall=sheet.seat.asks_overall,
        asks_evidence=not sheet.seat.panel.rubric.imported,
    )


def kept_texts(sheet: OwnSheet) -> list[KeptText]:
    """Texts that lost a race and wait for their author, newest first, each beside the draft."""
    waiting = list(sheet.card.kept_drafts.filter(settled_at=None))
    if not waiting:
        return []
    stored = draft_of(sheet.card)
    drafts = [Draft.from_json(kept.content) for kept in waiting]
    names = _competency_names(sheet, drafts)
    assigned = {competency.pk for competency in sheet.competencies}
    return [
        KeptText(kept, differences(sheet, names, stored, draft, str(kept.uuid)), not is_left_over(draft, assigned))
        for kept, draft in zip(waiting, drafts, strict=True)
    ]


def differences(sheet: Sheet, names: Mapping[int, str], stored: Draft, kept: Draft, key: str) -> list[Difference]:
    """Field by field, in the order of the page; what both say alike is left out."""
    levels = level_names(sheet.scale)
    pairs: list[tuple[str, str, str]] = []
    for competency_id, name in names.items():
        if competency_id not in kept.by_competency:
            continue
        there = stored.by_competency.get(competency_id, DraftRating(competency_id))
        here = kept.by_competency[competency_id]
        rated = [level_words(rating.level, rating.non_rating, levels) for rating in (there, here)]
        pairs += [
            (f"{name}, rating", rated[0], rated[1]),
            (f"{name}, asked", there.question, here.question),
            (f"{name}, evidence", there.evidence, here.evidence),
        ]
    if not is_left_over(kept, {competency.pk for competency in sheet.competencies}):
        before, after = dict(overall_words(stored)), dict(overall_words(kept))
        terms = list(dict.fromkeys([*before, *after]))
        pairs += [(term, before.get(term, ""), after.get(term, "")) for term in terms]
        pairs.append(("Private notes", stored.notes, kept.notes))
    return [
        Difference(f"kept-{key[:8]}-{index}", label, one, other)
        for index, (label, one, other) in enumerate(pairs)
        if one != other
    ]


def _competency_names(sheet: Sheet, drafts: Iterable[Draft]) -> dict[int, str]:
    """Also of competencies that were taken off the seat while somebody wrote on them."""
    names = {competency.pk: competency.name for competency in sheet.competencies}
    others = {pk for draft in drafts for pk in draft.by_competency} - set(names)
    if others:
        names |= dict(sheet.seat.panel.rubric.competencies.filter(pk__in=others).values_list("pk", "name"))
    return names
