"""What is asked about a competency: everything at once, for its parts only make sense together."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from interviews.roles.actions.competencies import CompetencyText
from interviews.roles.forms.stale import NoticesChanges
from interviews.roles.models import Competency, LibraryCompetency, Scale
from interviews.web.forms import helper

WEIGHTS = (
    ("1", "Once, like the others"),
    ("2", "Double"),
    ("other", "Another weight"),
)
NO_MUST_HAVE = "no"


class NeededToPublish(forms.CharField):
    """May stay empty in a draft, so it is not refused here; neither is it called optional."""

    def validate(self, value: str) -> None:
        """Nothing is refused: `what_is_missing` says it beside the draft."""


class CompetencyForm(NoticesChanges):
    use_required_attribute = False

    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give the competency a name."})
    definition = forms.CharField(
        label="What it means in this job",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. Say what someone does who has it.",
    )
    grounds = forms.CharField(
        label="What it rests on",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Who looked at the work, when, and what they saw: Amara and Ruth, October, five outages of the "
        "year. It is frozen with the rubric, and interviewers do not see it.",
    )
    minimum_level = forms.ChoiceField(
        label="Is it a must-have?",
        widget=forms.RadioSelect,
        initial=NO_MUST_HAVE,
        help_text="A must-have is met when the median of its ratings is at its minimum or above. The report names it "
        "first, and nothing else makes up for it.",
        error_messages={
            "required": "Say whether it is a must-have.",
            "invalid_choice": "Choose a minimum that is on the scale.",
        },
    )
    weight = forms.ChoiceField(
        label="How often does it count in the overall?",
        choices=WEIGHTS,
        widget=forms.RadioSelect,
        initial="1",
        error_messages={"required": "Choose how often it counts."},
    )
    other_weight = forms.DecimalField(
        label="The other weight",
        required=False,
        min_value=Decimal("0.25"),
        max_value=Decimal(10),
        max_digits=4,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "decimal"}),
        error_messages={
            "invalid": "Give a number such as 1.5.",
            "min_value": "The smallest weight is 0.25.",
            "max_value": "The largest weight is 10.",
            "max_digits": "Give a number such as 1.5.",
            "max_whole_digits": "The largest weight is 10.",
            "max_decimal_places": "Two decimals at most.",
        },
    )

    def __init__(self, *args: Any, scale: Scale, cancel: str, submit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scale = scale
        names = {level.value: level.name for level in scale.levels.all()}
        self.fields["minimum_level"].choices = [  # type: ignore[attr-defined]
            (NO_MUST_HAVE, "No"),
            *(
                (str(value), f"Yes, and {value} is enough" + (f": {names[value]}" if value in names else ""))
                for value in scale.values[1:]
            ),
        ]
        for value in scale.values:
            self.fields[f"anchor_{value}"] = anchor_field(value, names.get(value, ""), scale)
        self.expect({name: self.initial.get(name) for name in self.fields if name != "seen"})
        self.helper = helper(submit=submit, cancel=cancel, layout=self._layout())

    def _layout(self) -> Layout:
        return Layout(
            "seen",
            "name",
            "definition",
            "grounds",
            Fieldset("What each level looks like", *(f"anchor_{value}" for value in self.scale.values)),
            Fieldset("How it counts", "minimum_level", "weight", "other_weight"),
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("weight") == "other" and data.get("other_weight") is None and "other_weight" not in self.errors:
            self.add_error("other_weight", "Give the other weight, such as 1.5.")
        return data

    @property
    def text(self) -> CompetencyText:
        data = self.cleaned_data
        minimum = None if data["minimum_level"] == NO_MUST_HAVE else int(data["minimum_level"])
        return CompetencyText(
            name=data["name"],
            definition=data["definition"],
            grounds=data["grounds"],
            weight=data["other_weight"] if data["weight"] == "other" else Decimal(data["weight"]),
            must_have=minimum is not None,
            minimum_level=minimum,
            anchors={value: data[f"anchor_{value}"] for value in self.scale.values},
        )

    @staticmethod
    def initial_of(competency: Competency) -> dict[str, Any]:
        usual = competency.weight in {Decimal(1), Decimal(2)}
        return {
            "name": competency.name,
            "definition": competency.definition,
            "grounds": competency.grounds,
            "weight": f"{competency.weight.normalize():f}" if usual else "other",
            "other_weight": None if usual else competency.weight.normalize(),
            "minimum_level": str(competency.minimum_level) if competency.must_have else NO_MUST_HAVE,
            **{f"anchor_{anchor.value}": anchor.text for anchor in competency.anchors.all()},
        }


class FromLibraryForm(forms.Form):
    entries = forms.ModelMultipleChoiceField(
        label="Which ones?",
        queryset=LibraryCompetency.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one competency.",
            "invalid_choice": "One of these competencies is no longer in the library.",
        },
    )

    def __init__(self, *args: Any, offered: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].queryset = offered  # type: ignore[attr-defined]
        self.helper = helper(submit="Add to the rubric", cancel=cancel)


def anchor_field(value: int, name: str, scale: Scale) -> forms.CharField:
    label = f"What a {value} looks like" + (f" ({name})" if name else "")
    widget = forms.Textarea(attrs={"rows": 2})
    if value in (scale.low, scale.high):
        end = "lowest" if value == scale.low else "top"
        return NeededToPublish(label=label, widget=widget, help_text=f"The {end} level. Needed to publish.")
    return forms.CharField(
        label=label,
        required=False,
        widget=widget,
        help_text="Needed when it is the minimum. Otherwise, left empty, it reads as lying between its neighbours.",
    )
