"""What is wrong with a form, as lines that lead to the field."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, Field, RadioSelect, SplitDateTimeWidget
from django.forms.boundfield import BoundField

DJANGOS_WORDS = Field.default_error_messages["required"]


class Problem(NamedTuple):
    text: str
    target: str


def target_of(field: BoundField) -> str:
    """The id of the first control that mends it: a group of radios has none of its own."""
    grouped = isinstance(field.field.widget, (RadioSelect, CheckboxSelectMultiple, SplitDateTimeWidget))
    return f"{field.auto_id}_0" if grouped else str(field.auto_id)


def asked_for(field: BoundField) -> str:
    """What is missing, by its label: "This field is required" in a summary names no field."""
    if isinstance(field.field.widget, CheckboxInput):
        return f"Tick “{field.label}” to go on"
    return f"“{field.label}” is missing"


def words_for(field: BoundField) -> list[str]:
    """The field's errors, the same beside the field and in the summary; a form's own words are left alone."""
    errors: list[ValidationError] = field.errors.as_data()
    return [
        asked_for(field) if error.code == "required" and error.message == DJANGOS_WORDS else "\n".join(error.messages)
        for error in errors
    ]


def found(form: BaseForm) -> list[Problem]:
    """Whole-form problems first, then each field's in the form's order."""
    if not form.is_bound:
        return []
    lines = [Problem(str(error), "") for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else target_of(field)
        lines += [Problem(words, target) for words in words_for(field)]
    return lines
