"""What a person types on a scorecard, and what is wrong with it. Nothing here writes.

The card's form is made once a request, from the card's own competencies: `level-12`, `question-12`, `evidence-12`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms

from interviews.roles.models import Competency
from interviews.web.forms import helper
from panels.scorecards.drafts import Draft, DraftRating, draft_of
from panels.scorecards.models import Confidence, NonRating, Recommendation, Scorecard
from panels.scorecards.sheets import NOT_RATED, OwnSheet
from panels.seating.choices import Conflict

LONGEST = 10_000
LONGEST_QUESTION = 2_000
BIGGEST_REVISION = 2**31 - 1
OF_A_COMPETENCY = re.compile(r"(?:level|question|evidence)-(\d{1,18})")
NO_LONGER_ON_THE_RUBRIC = (
    "This page holds a competency that the rubric does not have. Copy your text, then open the scorecard anew."
)


def in_a_message(name: str) -> str:
    """Error messages are filled in with `%`; a name may hold one."""
    return name.replace("%", "%%")


class Written(forms.CharField):
    """Text as it was typed: only line ends are made alike, so that what is read back equals what was sent."""

    def __init__(self, *, label: str, longest: int = LONGEST, **kwargs: Any) -> None:
        name = in_a_message(label)
        super().__init__(
            label=label,
            required=False,
            strip=False,
            max_length=longest,
            error_messages={
                "max_length": f"{name}: longer than {longest:,} characters (%(show_value)s). Shorten it to save it."
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")
        return text.replace("\0", "")  # no database holds it, nobody types it

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 -- Django's shape
        """No maxlength: a browser would cut off what is pasted without a word."""
        return {}


class CardForm(forms.Form):
    """The whole card. Fields that were not sent keep what is stored; so an old page can never blank a new field."""

    recommendation = forms.ChoiceField(
        choices=[*Recommendation.choices, ("", "Not said yet")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "“%(value)s” is not one of the recommendations."},
    )
    recommendation_reason = Written(label="Why you saw too little")
    at_level = Written(longest=80, label="At which level?")
    confidence = forms.ChoiceField(
        choices=[*Confidence.choices, ("", "Not said")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "“%(value)s” is not one of the choices."},
    )
    notes = Written(label="Private notes")

    def __init__(self, data: Mapping[str, Any] | None = None, *, sheet: OwnSheet) -> None:
        self.sheet = sheet
        self.stored = draft_of(sheet.card)
        super().__init__(data, auto_id="%s", initial={name: getattr(self.stored, name) for name in self.base_fields})
        if not sheet.seat.asks_overall:
            del self.fields["recommendation"], self.fields["recommendation_reason"]
        self.elsewhere, self.unknown = self._others_sent()
        for competency in [*sheet.competencies, *self.elsewhere]:
            self._add(competency)

    @property
    def revision(self) -> int:
        return self.revision_in(self.data)

    @staticmethod
    def revision_in(data: Mapping[str, Any]) -> int:
        """The revision that the page showed; one that makes no sense loses the race, and its text is kept."""
        sent = str(data.get("revision", ""))
        return int(sent) if sent.isdecimal() and len(sent) <= 10 and int(sent) <= BIGGEST_REVISION else 0

    def clean(self) -> None:
        if self.unknown:
            self.add_error(None, NO_LONGER_ON_THE_RUBRIC)

    def draft(self) -> Draft:
        """The card as it was sent. Call it on a valid form."""
        sent = {name: value for name, value in self.cleaned_data.items() if name in self.data}
        ratings = [self._rating(competency.pk, sent) for competency in [*self.sheet.competencies, *self.elsewhere]]
        words = {name: sent.get(name, getattr(self.stored, name)) for name in self.base_fields}
        return Draft(ratings=tuple(r for r in ratings if r), **words, discussed=self.stored.discussed)

    def _rating(self, competency_id: int, sent: Mapping[str, str]) -> DraftRating | None:
        names = {name: f"{name}-{competency_id}" for name in ("level", "question", "evidence")}
        if not any(name in sent for name in names.values()):
            return None
        stored = self.stored.by_competency.get(competency_id, DraftRating(competency_id))
        choice = sent.get(names["level"], choice_of(stored))
        return DraftRating(
            competency_id,
            level=int(choice) if choice.isdecimal() else None,
            non_rating=choice if choice in NonRating else "",
            question=sent.get(names["question"], stored.question),
            evidence=sent.get(names["evidence"], stored.evidence),
        )

    def _others_sent(self) -> tuple[list[Competency], bool]:
        """Competencies sent that the seat does not have now, and whether some belong to another rubric altogether."""
        found = {int(match[1]) for name in self.data if (match := OF_A_COMPETENCY.fullmatch(name))}
        others = found - {competency.pk for competency in self.sheet.competencies}
        if not others:
            return [], False
        on_the_rubric = list(self.sheet.seat.panel.rubric.competencies.filter(pk__in=others))
        return on_the_rubric, len(on_the_rubric) < len(others)

    def _add(self, competency: Competency) -> None:
        scale = self.sheet.scale
        stored = self.stored.by_competency.get(competency.pk, DraftRating(competency.pk))
        name = in_a_message(competency.name)
        self.fields[f"level-{competency.pk}"] = forms.ChoiceField(
            label=competency.name,
            choices=[*((str(value), value) for value in scale.values), *NonRating.choices, ("", NOT_RATED)],
            required=False,
            widget=forms.RadioSelect,
            initial=choice_of(stored),
            error_messages={
                "invalid_choice": f"{name}: “%(value)s” is not a level from {scale.low} to {scale.high}. "
                "Choose one, or say why there is none."
            },
        )
        self.fields[f"question-{competency.pk}"] = Written(
            longest=LONGEST_QUESTION, label=f"{competency.name}, asked", initial=stored.question
        )
        self.fields[f"evidence-{competency.pk}"] = Written(
            label=f"{competency.name}, evidence", initial=stored.evidence
        )


class SubmitForm(forms.Form):
    """What is asked at the very end; a reason as well when a submitted card is changed."""

    discussed = forms.TypedChoiceField(
        label="Have you discussed this candidate with anyone on the panel?",
        help_text="Either answer is fine. “Yes” is noted on your scorecard and keeps nothing back.",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have discussed this candidate with anyone on the panel."},
    )
    reason = Written(
        label="Why do you change what you submitted?",
        help_text="Stands beside the new version for everybody who may read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, card: Scorecard) -> None:
        answered = {True: "yes", False: "no"}.get(card.discussed) if card.discussed is not None else None
        super().__init__(data, initial={"discussed": answered})
        if card.amending_since is None:
            del self.fields["reason"]
        self.helper = helper(form_tag=False, summary=False)

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if not reason:
            raise forms.ValidationError("Say why you change what you submitted.")
        return reason


class ReasonForm(forms.Form):
    """A question that needs a reason and nothing else."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, label: str, hint: str, submit: str, cancel: str
    ) -> None:
        super().__init__(data)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint
        self.fields["reason"].error_messages["required"] = "Give a reason."
        self.helper = helper(submit=submit, cancel=cancel)


class DeclineForm(ReasonForm):
    conflict = forms.ChoiceField(
        label="Is it a conflict of interest?",
        choices=[("", "No"), *Conflict.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text="With one, your scorecard cannot be submitted until somebody has acted on it.",
    )
    field_order = ["conflict", "reason"]


def choice_of(rating: DraftRating) -> str:
    """The value of the radio that is chosen; nothing for "not rated yet"."""
    return rating.non_rating if rating.level is None else str(rating.level)
