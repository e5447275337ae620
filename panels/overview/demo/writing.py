"""Scorecards, each written and submitted as its interviewer."""

from __future__ import annotations

from random import Random

from interviews.accounts.models import User
from interviews.roles.models import Competency
from interviews.runtime.actor import acting_as
from panels.overview.demo.content import Card, RoleStory
from panels.overview.demo.wording import Wording
from panels.scorecards.actions import save_draft, start_amending, submit
from panels.scorecards.drafts import Draft, DraftRating, draft_of
from panels.scorecards.models import Confidence, Recommendation, Scorecard
from panels.seating.models import Panel

SPARING = 0.12  # how often nothing is written where nothing has to be
CONFIDENCES = ("", "", Confidence.LOW, Confidence.MIDDLE, Confidence.MIDDLE, Confidence.HIGH)


class Writer:
    """One pen for the whole demo: its seed fixes every text and every leaving-out."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 -- believable, not secret  # nosec B311
        self._wording = Wording(self._random)
        self._told: dict[int, set[str]] = {}

    def write(self, card: Card, *, panel: Panel, of: RoleStory, author: User) -> None:
        """Save what the card says, and submit it unless it is still a draft."""
        with acting_as(author.pk):
            row = _card_of(panel, author)
            saved = save_draft(card=row, actor=author, revision=row.revision, draft=self._draft(card, of, panel))
            if card.is_submitted:
                submit(card=row, actor=author, revision=saved.revision, discussed=card.discussed)

    def _draft(self, card: Card, of: RoleStory, panel: Panel) -> Draft:
        competencies = {one.name: one for one in panel.rubric.competencies.all()}
        ratings = []
        for short, said in card.said.items():
            competency = competencies[of.competency_name(short)]
            if isinstance(said, int):
                asked, evidence = card.texts.get(short) or self._evidence(competency, said, panel)
                ratings.append(DraftRating(competency.pk, level=said, question=asked, evidence=evidence))
            elif said is not None:
                ratings.append(DraftRating(competency.pk, non_rating=said))
        return Draft(
            ratings=tuple(ratings),
            recommendation=card.recommendation if card.is_submitted else "",
            confidence=self._random.choice(CONFIDENCES) if card.is_submitted else "",
        )

    def _evidence(self, competency: Competency, level: int, panel: Panel) -> tuple[str, str]:
        scale = panel.rubric.scale
        required = competency.must_have or level in (scale.low, scale.high)
        if not required and self._random.random() < SPARING:
            return "", ""
        words = self._wording.next(competency.name, level, told=self._told.setdefault(panel.pk, set()))
        return words.asked, words.evidence


def amend(*, panel: Panel, author: User, levels: list[int], recommendation: Recommendation, reason: str) -> None:
    """The author's second version, with the same texts and other levels, in the order of the rubric."""
    with acting_as(author.pk):
        card = _card_of(panel, author)
        start_amending(card=card, actor=author)
        card.refresh_from_db()
        order = {pk: place for place, pk in enumerate(card.seat.competencies.order_by("position").values_list("pk"))}
        stored = draft_of(card)
        ratings = tuple(
            DraftRating(one.competency_id, levels[order[one.competency_id,]], "", one.question, one.evidence)
            for one in stored.ratings
        )
        draft = Draft(ratings=ratings, recommendation=recommendation, confidence=stored.confidence, discussed=False)
        saved = save_draft(card=card, actor=author, revision=card.revision, draft=draft)
        submit(card=card, actor=author, revision=saved.revision, reason=reason)


def _card_of(panel: Panel, author: User) -> Scorecard:
    return Scorecard.objects.own(author).select_related("seat__panel__stage").get(panel=panel)
