"""Handing what an action refused back to the form that was sent."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Each message beside its field; those about something that the form does not ask for go on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, errors)
