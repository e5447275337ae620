"""Names that must be there and be free, checked before the database would refuse them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet


def clean_name(name: str, taken: "QuerySet[Any]", *, itself: Model | None = None, what: str) -> str:
    """The name without outer space. Refuses an empty one and one that another row of `taken` has, in any case."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": f"Give the {what} a name."})
    others = taken.filter(name__iexact=name)
    if itself is not None:
        others = others.exclude(pk=itself.pk)
    if others.exists():
        raise ValidationError({"name": f"There is already a {what} called {name}. Choose another name."})
    return name
