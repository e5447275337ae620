"""What is asked about a rubric version: its scale and its hire line."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from interviews.roles import shipped
from interviews.roles.actions.rubrics import is_own_scale
from interviews.roles.models import Rubric, Scale
from interviews.web.forms import helper

OWN = "own"


class ScaleForm(forms.Form):
    scale = forms.ChoiceField(
        label="Which scale?",
        widget=forms.RadioSelect,
        help_text="Ratings can be compared between roles that use the same scale.",
        error_messages={
            "required": "Choose a scale.",
            "invalid_choice": "This scale is not there any more. Choose another.",
        },
    )
    name = forms.CharField(label="Name of your scale", max_length=80, required=False)
    low = forms.IntegerField(
        label="Number of the lowest level",
        min_value=0,
        max_value=19,
        required=False,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "input-short", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Give a whole number.",
            "min_value": "The lowest level is 0 at least.",
            "max_value": "The lowest level is 19 at most.",
        },
    )
    level_names = forms.CharField(
        label="Names of the levels",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line, beginning with the lowest. Four lines make a scale of four levels.",
    )

    def __init__(self, *args: Any, rubric: Rubric, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scale"].choices = [  # type: ignore[attr-defined]
            *((str(scale.uuid), in_words(scale)) for scale in usable_scales(rubric)),
            (OWN, "A scale of your own"),
        ]
        self.initial = {"scale": str(rubric.scale.uuid), **self.initial}
        if is_own_scale(rubric):
            self.initial = {
                **self.initial,
                "scale": OWN,
                "name": rubric.scale.name,
                "low": rubric.scale.low,
                "level_names": "\n".join(level.name for level in rubric.scale.levels.all()),
            }
        self.helper = helper(
            submit="Use this scale",
            cancel=cancel,
            layout=Layout("scale", Fieldset("For a scale of your own", "name", "low", "level_names")),
        )

    def clean_level_names(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["level_names"].splitlines() if line.strip()]
        if long := [name for name in names if len(name) > 60]:
            raise forms.ValidationError(f"Shorten this name to 60 characters: {long[0]}")
        return names

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("scale") == OWN:
            if not data.get("name"):
                self.add_error("name", "Give your scale a name.")
            if data.get("low") is None and "low" not in self.errors:
                self.add_error("low", "Say which number the lowest level has.")
            if "level_names" in data and len(data["level_names"]) < 2:
                self.add_error("level_names", "Name at least two levels, one a line.")
        return data

    @property
    def chosen(self) -> Scale | None:
        """The scale chosen, or none for an own one."""
        uuid = self.cleaned_data["scale"]
        return None if uuid == OWN else Scale.objects.get(uuid=uuid)


class HireLineForm(forms.Form):
    hire_line = forms.DecimalField(
        label="Hire line",
        max_digits=4,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "decimal"}),
        help_text="The overall from which a candidate stands above the line, such as 3.6. Leave it empty to go by "
        "must-haves alone. It never decides: a person does.",
        error_messages={
            "invalid": "Give a number such as 3.6.",
            "max_digits": "Give a number such as 3.6.",
            "max_whole_digits": "Give a number such as 3.6.",
            "max_decimal_places": "Two decimals at most.",
        },
    )

    def __init__(self, *args: Any, cancel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save", cancel=cancel)


def usable_scales(rubric: Rubric) -> list[Scale]:
    """Scales with named levels, the one that every role begins with first; own ones are offered as text instead."""
    scales = Scale.objects.exclude(levels=None).prefetch_related("levels").order_by("name")
    if is_own_scale(rubric):
        scales = scales.exclude(pk=rubric.scale_id)
    return sorted(scales, key=lambda scale: scale.name != shipped.FIVE_LEVELS["name"])


def in_words(scale: Scale) -> str:
    """Five levels, 1 to 5: 1 Well short, 2 Short, ..."""
    return f"{scale.name}, {scale.low} to {scale.high}: " + ", ".join(str(level) for level in scale.levels.all())
