"""What the lead fills in to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format

from interviews.accounts.models import User
from interviews.web.forms import helper
from panels.consensus.models import Report
from panels.decisions.models import DebriefItem, Decision, Outcome, Position, ReasonKind, SplitKind, Stance
from panels.seating.models import Panel


class DecisionForm(forms.Form):
    """All rules are the action's: this only holds what was typed. Fields that no rule can ask for are left out."""

    outcome = forms.ChoiceField(
        label="Decision",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decided."},
    )
    outcome_detail = forms.CharField(
        label="Which level, or which role",
        max_length=120,
        required=False,
        help_text="For an offer at another level, or for another role.",
    )
    reasons = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What tipped it, in your words. Those who may read the report read this too.",
        error_messages={"required": "Say why. The decision stands on its reasons, not on a number."},
    )
    owner = forms.ChoiceField(help_text="Who answers for this decision.")
    report_digest = forms.ChoiceField(label="Report on the table", widget=forms.RadioSelect)
    against_kind = forms.ChoiceField(
        label="Why it still holds",
        choices=[("", "Choose a reason"), *ReasonKind.choices],
        required=False,
        help_text="Needed for a decision that goes against the report, as listed above.",
    )
    against_reason = forms.CharField(label="In words", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    superseding_reason = forms.CharField(
        label="Why it takes the earlier decision’s place",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The earlier decision stays on record, as it was.",
        error_messages={"required": "Say why this decision takes the earlier one’s place."},
    )

    def __init__(
        self,
        *args: Any,
        panel: Panel,
        owners: Sequence[User],
        reports: Sequence[Report],
        standing: Decision | None,
        may_go_against: bool,
        cancel: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._owners = {str(owner.uuid): owner for owner in owners}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            (str(owner.uuid), f"{owner.name} (hiring manager)" if owner.pk == panel.lead_id else owner.name)
            for owner in owners
        ]
        self.fields["owner"].initial = str(panel.lead.uuid)
        self.fields["report_digest"].choices = [(report.digest, name_of(report)) for report in reports]  # type: ignore[attr-defined]
        self.fields["report_digest"].initial = reports[0].digest
        if len(reports) == 1:
            self.fields["report_digest"].widget = forms.HiddenInput()
        if standing is None:
            del self.fields["superseding_reason"]
        if not may_go_against:
            del self.fields["against_kind"], self.fields["against_reason"]
        self.helper = helper(submit="Record decision", cancel=cancel, layout=self._layout())

    def _layout(self) -> Layout:
        layout = Layout("report_digest", "outcome", "outcome_detail", "reasons", "owner")
        if "against_kind" in self.fields:
            layout.append(Fieldset("If you decide against the report", "against_kind", "against_reason"))
        if "superseding_reason" in self.fields:
            layout.append("superseding_reason")
        return layout

    def clean_owner(self) -> User:
        return self._owners[self.cleaned_data["owner"]]


class StanceForm(forms.Form):
    position = forms.ChoiceField(
        label="Where do you stand?",
        choices=Position.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you stand."},
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed if you disagree. Those who may read the scorecards read it beside the decision.",
    )

    def __init__(self, data: QueryDict | None, *, own: Stance | None, cancel: str) -> None:
        super().__init__(data, initial={"position": own.position, "reason": own.reason} if own else {})
        self.helper = helper(submit="Say so", cancel=cancel)


class PointForm(forms.Form):
    """What the panel says about one point of the debrief; `version` is the one that the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(
        label="What kind of difference is it?", choices=[("", "Not said yet"), *SplitKind.choices], required=False
    )
    note = forms.CharField(
        label="What was said",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What the panel took from it. It stands beside the report for those who may read that.",
    )

    def __init__(self, data: QueryDict | None = None, *, item: DebriefItem, is_split: bool) -> None:
        initial = {"version": item.version, "kind": item.kind, "note": item.note}
        super().__init__(data, auto_id=f"id_{item.uuid}_%s", initial=initial)
        if not is_split:
            del self.fields["kind"]
        self.helper = helper(form_tag=False, summary=False)


def name_of(report: Report) -> str:
    cards = len(report.content["cards"])
    late = ", late ones included" if report.with_late else ""
    built = date_format(timezone.localtime(report.built_at), "j M, H:i")
    return f"{cards} scorecards{late}, built {built}"
