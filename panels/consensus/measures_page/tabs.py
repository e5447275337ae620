"""The pages of one role, for those who may read its measures."""

from __future__ import annotations

from django.urls import reverse

from interviews.roles.models import Role


def tabs_of(role: Role) -> list[tuple[str, str]]:
    return [
        (reverse("roles:role", args=[role.uuid]), "Role and rubric"),
        (reverse("consensus:board", args=[role.uuid]), "Board"),
        (reverse("consensus:reliability", args=[role.uuid]), "Reliability"),
    ]
