from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from panels.decisions import against

register = template.Library()


@register.filter
def sentences(facts: Sequence[Mapping[str, Any]]) -> list[str]:
    """What a decision goes against, as people read it."""
    return against.sentences(facts)
