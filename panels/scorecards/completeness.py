"""What a scorecard still needs before it can be submitted, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.roles.models import Competency, Scale
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import Recommendation


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. `field` is the form's name of what to fill in; `code` is for tests and links."""

    code: str
    sentence: str
    field: str
    competency_id: int | None = None


def gaps(
    draft: Draft,
    *,
    competencies: Sequence[Competency],
    scale: Scale,
    asks_overall: bool,
    asks_evidence: bool = True,
) -> list[Gap]:
    """All that keeps the card from being submitted, in the order of the page; empty when it can be.

    Evidence is required for must-haves and for the lowest and the highest level; elsewhere it is asked, never required.
    An imported rubric asks for none: those who gave its ratings were not asked then.
    """
    found = [gap for competency in competencies for gap in _of_competency(draft, competency, scale, asks_evidence)]
    rated = [draft.by_competency.get(competency.pk) for competency in competencies]
    if not any(rating and rating.level is not None for rating in rated):
        found.insert(
            0,
            Gap(
                "nothing_rated",
                "Nothing is rated yet. If you saw too little to rate anything, ask to be excused instead.",
                "form",
            ),
        )
    if asks_overall:
        found += _of_recommendation(draft)
    if draft.discussed is None:
        found.append(
            Gap(
                "discussed",
                "Say whether you have discussed this candidate with anyone on the panel.",
                "discussed",
            )
        )
    return found


def _of_competency(draft: Draft, competency: Competency, scale: Scale, asks_evidence: bool) -> list[Gap]:
    rating = draft.by_competency.get(competency.pk, DraftRating(competency.pk))
    if not rating.is_given:
        return [
            Gap(
                "not_rated",
                f"{competency.name}: choose a level, or say why there is none.",
                f"level-{competency.pk}",
                competency.pk,
            )
        ]
    if rating.level is None or rating.evidence.strip() or not asks_evidence:
        return []
    if competency.must_have:
        why = "it is a must-have"
    elif rating.level in (scale.low, scale.high):
        why = f"{rating.level} is the {'lowest' if rating.level == scale.low else 'highest'} level"
    else:
        return []
    return [
        Gap(
            "no_evidence",
            f"{competency.name}: write what they said or did ({why}).",
            f"evidence-{competency.pk}",
            competency.pk,
        )
    ]


def _of_recommendation(draft: Draft) -> list[Gap]:
    if not draft.recommendation:
        return [
            Gap(
                "no_recommendation",
                "Choose a recommendation, or “I saw too little to say”.",
                "recommendation",
            )
        ]
    if draft.recommendation == Recommendation.TOO_LITTLE and not draft.recommendation_reason.strip():
        return [Gap("too_little_why", "Say why you saw too little.", "recommendation_reason")]
    return []
