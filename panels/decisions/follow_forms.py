"""The form of a follow-up: which points, with which questions, at which stage, and who asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from interviews.accounts.models import User
from interviews.roles.models import Stage
from interviews.web.forms import helper
from panels.decisions.following import Chosen
from panels.decisions.open_points import OpenPoint, Prepared
from panels.seating.forms.people import PersonField
from panels.seating.models import Panel

if TYPE_CHECKING:
    StageChoice = forms.ModelChoiceField[Stage]
else:
    StageChoice = forms.ModelChoiceField
LONGEST = 4_000
MOST_OWN = 10
PROPOSED = 2


class PointFields(NamedTuple):
    """One point on the page: whether to ask about it, which prepared questions, and own ones."""

    point: OpenPoint
    chosen: BoundField
    questions: BoundField
    own: BoundField


class FollowUpForm(forms.Form):
    stage = StageChoice(
        queryset=Stage.objects.none(),
        empty_label=None,
        help_text="Its own kit is asked as always, after these questions.",
    )
    first = PersonField(label="Interviewer", required=False, empty_label="Choose later")
    second = PersonField(label="Second interviewer", required=False, empty_label="Choose later")

    def __init__(self, data: QueryDict | None, *, panel: Panel, points: Sequence[OpenPoint]) -> None:
        stages = Stage.objects.filter(role=panel.role_id).exclude(pk=panel.stage_id).order_by("position")
        following = stages.filter(position__gt=panel.stage.position).first() or stages.first()
        super().__init__(data, initial={"stage": following})
        self.points = points
        cast(StageChoice, self.fields["stage"]).queryset = stages
        for name in ("first", "second"):
            cast(PersonField, self.fields[name]).offer(without=[panel.candidate.user_id])
        for place, point in enumerate(points):
            self._ask_about(place, point, following)
        self.helper = helper(form_tag=False, summary=False)

    def _ask_about(self, place: int, point: OpenPoint, following: Stage | None) -> None:
        """Two that nobody asked yet are chosen to begin with; what the next kit asks anyway needs no choosing."""
        fresh = [
            str(one.uuid)
            for one in point.questions
            if not one.asked_by and (following is None or one.stage_id != following.pk)
        ]
        self.fields[f"point-{place}"] = forms.BooleanField(label=point.name, required=False, initial=True)
        self.fields[f"questions-{place}"] = forms.MultipleChoiceField(
            choices=[(str(one.uuid), _label(one)) for one in point.questions],
            required=False,
            initial=fresh[:PROPOSED],
            widget=forms.CheckboxSelectMultiple,
            label="Questions that are written already",
        )
        self.fields[f"own-{place}"] = forms.CharField(
            label="Questions of your own",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="One a line. Its reader must not be able to tell what was said before.",
        )

    @property
    def rows(self) -> list[PointFields]:
        return [
            PointFields(point, self[f"point-{place}"], self[f"questions-{place}"], self[f"own-{place}"])
            for place, point in enumerate(self.points)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"point-{place}") for place in range(len(self.points))):
            self.add_error(None, "Choose at least one point to ask about.")
        if data.get("first") and data.get("first") == data.get("second"):
            self.add_error("second", "Choose somebody else: two interviewers tell more than one asked twice.")
        for place in range(len(self.points)):
            if len(_lines(data.get(f"own-{place}", ""))) > MOST_OWN:
                self.add_error(f"own-{place}", f"At most {MOST_OWN} questions: nobody has the time for more.")
        return data

    @property
    def chosen(self) -> list[Chosen]:
        """What was asked for, without the questions that the stage's own kit has."""
        data = self.cleaned_data
        return [
            Chosen(point.key, (*self._prepared(place, point), *_lines(data[f"own-{place}"])))
            for place, point in enumerate(self.points)
            if data[f"point-{place}"]
        ]

    def _prepared(self, place: int, point: OpenPoint) -> list[str]:
        wanted = set(self.cleaned_data[f"questions-{place}"])
        stage: Stage = self.cleaned_data["stage"]
        return [one.text for one in point.questions if str(one.uuid) in wanted and one.stage_id != stage.pk]

    @property
    def interviewers(self) -> list[User]:
        return [person for name in ("first", "second") if (person := self.cleaned_data[name])]


def _label(one: Prepared) -> str:
    asked = f"asked already by {', '.join(one.asked_by)}" if one.asked_by else "not asked yet"
    return f"{one.text} ({one.stage}, {asked})"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
