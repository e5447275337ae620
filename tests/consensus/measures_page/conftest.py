"""A role whose candidates stand on the board."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from interviews.roles.models import Role
from panels.consensus.models import RoleMeasures
from panels.seating.models import Panel
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.measures_page import stored
from tests.factories import make_role


@dataclass
class Met:
    """The role of the cast's lead, and its panels by candidate."""

    role: Role
    cast: Cast
    as_worker: AsRole
    panels: dict[str, Panel] = field(default_factory=dict)

    def meet(self, name: str, *levels: Any, **fields: Any) -> Panel:
        """Ana, Ben and Cleo give these levels, as many as there are; scorecards are open, the report is built."""
        raters = dict(zip((self.cast.ana, self.cast.ben, self.cast.cleo), levels, strict=False))
        self.panels[name] = stored.opened(self.role, name, {"raters": raters, **fields}, self.as_worker)
        return self.panels[name]

    def store(self, *boards: dict[str, Any], **fields: Any) -> RoleMeasures:
        return stored.store(self.role, stored.measures(*boards, **fields), self.as_worker)

    def compare(self, **means: float) -> None:
        """Store measures that hold these candidates, each with an error variance of 0.04."""
        panels = [self.panels[name] for name in means]
        self.store(stored.board(panels, list(means.values())))


@pytest.fixture
def met(cast: Cast, as_worker: AsRole) -> Met:
    role = make_role(
        "Senior Backend Engineer", lead=cast.lead, competencies=["System design", "Code quality"], hire_line="3.5"
    )
    return Met(role, cast, as_worker)
