"""The first screens in a real browser: wide and on a phone, light and dark, without a finding of axe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser import PHONE, WIDE, Visitor
from tests.cast import Cast
from tests.overview.conftest import Build
from tests.overview.scene import Scene, set_scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Visit = Callable[..., Visitor]
LOOKS = {
    "wide": {"viewport": WIDE, "color_scheme": "light"},
    "phone": {"viewport": PHONE, "color_scheme": "dark"},
}
PAGES = {
    "desk-interviewer": ("ana", "/"),
    "desk-lead": ("lead", "/"),
    "desk-recruiter": ("recruiter", "/"),
    "desk-hr": ("hr", "/"),
    "desk-nobody": ("employee", "/"),
    "panels": ("recruiter", "/panels/?state=all"),
    "panels-rater": ("ana", "/panels/"),
    "panel-running": ("recruiter", "/panels/{running}/"),
    "panel-rater": ("cleo", "/panels/{running}/"),
    "panel-lead-with-seat": ("lead", "/panels/{led}/"),
    "panel-opened": ("lead", "/panels/{opened}/"),
    "panel-decided": ("lead", "/panels/{decided}/"),
    "panel-draft": ("recruiter", "/panels/{draft}/"),
    "decide": ("lead", "/panels/{opened}/decide/"),
    "decide-again": ("lead", "/panels/{decided}/decide/"),
    "audit": ("hr", "/audit/"),
}


@pytest.fixture
def scene(cast: Cast, build: Build) -> Scene:
    return set_scene(cast, build)


def test_pages_have_no_finding_of_axe_and_fit_their_screen(visit: Visit, scene: Scene, cast: Cast) -> None:
    """All in one scene, for a scene takes longer than its pages. CONCORD_SHOTS names a folder for pictures."""
    folder = os.environ.get("CONCORD_SHOTS")
    only = os.environ.get("CONCORD_SHOTS_ONLY", "").split()
    addresses = {name: str(panel.uuid) for name, panel in scene.panels.items()}
    found: list[str] = []
    for look, options in LOOKS.items():
        visitors: dict[str, Visitor] = {}
        for name, (who, path) in PAGES.items():
            if only and name not in only:
                continue
            visitor = visitors.get(who) or visit(getattr(cast, who), **options)
            visitors[who] = visitor
            answer = visitor.open(path.format(**addresses))
            assert answer is not None
            found += [f"{name} {look}: status {answer.status}"] if answer.status != 200 else []
            wider = visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found += [f"{name} {look}: {wider} px too wide"] if wider > 0 else []
            found += [f"{name} {look}: {finding}" for finding in visitor.axe()]
            if folder:
                visitor.page.screenshot(path=str(Path(folder) / f"{name}-{look}.png"), full_page=True)
    assert found == []
