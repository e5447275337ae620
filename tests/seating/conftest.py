"""A draft panel to plan with, and what mails were queued."""

from __future__ import annotations

import pytest
from django.core import mail

from interviews.roles.models import Competency, Role
from panels.seating.models import Panel
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.cast import Cast
from tests.factories import make_panel


@pytest.fixture
def draft(cast: Cast, role: Role) -> Panel:
    """Planned, with seats of Ana and Ben, not sent."""
    return make_panel(role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben], send=False)


@pytest.fixture
def design(role: Role) -> Competency:
    return Competency.objects.get(rubric__role=role, name="System design")


def mails() -> list[tuple[str, str]]:
    """Every mail as address and subject, in order."""
    return [(message.to[0], message.subject) for message in mail.outbox]


def bodies() -> list[str]:
    return [str(message.body) for message in mail.outbox]
