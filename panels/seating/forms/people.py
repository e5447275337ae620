"""Choosing one of the people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from interviews.accounts.models import User

if TYPE_CHECKING:
    PersonChoice = forms.ModelChoiceField[User]
else:
    PersonChoice = forms.ModelChoiceField


class PersonField(PersonChoice):
    """Somebody who may sign in, by name and address: two people can share a name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"

    def offer(self, *, without: Iterable[int | None] = (), keep: User | None = None) -> None:
        """All active people of the house but those named; `keep` stays on offer even when she has left."""
        offered = User.objects.active().inside().exclude(pk__in=[pk for pk in without if pk is not None])
        wanted = Q(pk__in=offered.values("pk")) | Q(pk=keep.pk if keep is not None else None)
        self.queryset = User.objects.filter(wanted).order_by("name", "pk")
