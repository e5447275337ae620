"""What the views of this app share: binding a form, and answering with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from interviews.roles.forms.refusals import refuse


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@contextmanager
def refusals(form: BaseForm, *, about: str = "") -> Iterator[None]:
    """What an action refuses becomes the form's own problem: beside the field it names, or beside `about`."""
    try:
        yield
    except ValidationError as error:
        refuse(form, error if not about or hasattr(error, "error_dict") else ValidationError({about: error}))


def ask(
    request: HttpRequest, form: BaseForm, heading: str, template: str = "seating/form.html", **context: Any
) -> HttpResponse:
    """The page with the form; 422 when what was sent is refused."""
    shown: Mapping[str, Any] = {"form": form, "heading": heading, **context}
    return render(request, template, dict(shown), status=422 if form.is_bound else 200)
