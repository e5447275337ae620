"""The pictures of README.md and docs/guide: a page, whose it is, how wide, and how much of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.screenshots.taking import contexts_for


class Picture(NamedTuple):
    """`look` is wide, phone or dark; `height` cuts what is below, `top` names what stands at the top."""

    file: str
    who: str
    begin: str
    links: tuple[str, ...]
    look: str = "wide"
    height: int = 900
    top: str = ""


PICTURES = (
    Picture("scorecard", "tomasz", "/", ("Continue",), height=900, top=".competency"),
    Picture("scorecard-phone", "tomasz", "/", ("Continue",), look="phone", height=844, top=".competency-card"),
    Picture("desk-interviewer", "tomasz", "/", (), height=700),
    Picture("desk-recruiter", "rosa", "/", (), height=800),
    Picture("desk-manager", "amara", "/", (), height=760),
    Picture("report", "amara", "/", ("Priya Raman", "Read the report"), height=1000),
    Picture("board", "amara", "/roles/", ("Senior Backend Engineer", "Board"), height=900),
    Picture("what-to-ask-next", "amara", "/", ("Priya Raman", "What to ask next"), height=860),
    Picture("panels", "rosa", "/panels/?order=due", (), height=760),
    Picture("role", "hana", "/roles/", ("Senior Backend Engineer",), height=860),
)


def take_guide(browser: Browser, site: str, address: str, password: str, folder: Path) -> list[Path]:
    """`address` has a place for the person's key. Overwrites what is there."""
    found = []
    for one in PICTURES:
        contexts = contexts_for(browser, site, address.format(one.who), password, [one.look])
        page = contexts[one.look].new_page()
        page.goto(site + one.begin)
        for link in one.links:
            with page.expect_navigation():
                page.get_by_role("link", name=link).first.click()
        width = page.viewport_size["width"] if page.viewport_size else 1280
        page.set_viewport_size({"width": width, "height": one.height})
        target = folder / f"{one.file}.png"
        if one.top:
            page.locator(one.top).first.evaluate("it => it.scrollIntoView({ block: 'start' })")
        page.screenshot(path=target)
        found.append(target)
        for context in contexts.values():
            context.close()
    return found
