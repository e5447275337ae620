from __future__ import annotations

from django import template
from django.template import RequestContext

from interviews.roles.models import Role
from panels.consensus.measures_page.tabs import tabs_of
from panels.consensus.querysets import roles_measured_for

register = template.Library()


@register.simple_tag(takes_context=True)
def role_tabs(context: RequestContext, role: Role) -> list[tuple[str, str]]:
    """The role's pages with what its reports say together; none for who may not read that."""
    measured = roles_measured_for(context["request"].user).filter(pk=role.pk)
    return tabs_of(role) if measured.exists() else []
