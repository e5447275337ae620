"""Taking a page in every look. Each owes: no fault of axe, nothing beside the screen, nothing that jumps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import AXE, PHONE, WIDE
from tests.screenshots.crawling import Found

LOOKS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": WIDE},
    "phone": {"viewport": PHONE},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 700}, "reduced_motion": "reduce"},
}
SHIFT = """new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 50);
})"""
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Taken:
    """One page with its pictures by look and what was wrong with it."""

    page: Found
    pictures: dict[str, Path] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        return self.page.name.replace(":", "-")


def contexts_for(
    browser: Browser, site: str, address: str, password: str, looks: Iterable[str] = tuple(LOOKS)
) -> dict[str, BrowserContext]:
    """A browser of the person's own for each look; an empty address is nobody who is signed in. The site lets nobody
    sign in without end: each look costs one.
    """
    found = {}
    for look in looks:
        context = browser.new_context(**LOOKS[look])
        context.add_init_script(AXE_SCRIPT)
        if address:
            _sign_in(context.new_page(), site, address, password)
        found[look] = context
    return found


def take(found: Found, contexts: dict[str, BrowserContext], site: str, folder: Path) -> Taken:
    taken = Taken(found)
    for look, context in contexts.items():
        page = context.new_page()
        page.goto(site + found.path)
        taken.faults += [f"{look}: {fault}" for fault in _faults(page)]
        picture = folder / f"{taken.file_name}-{look}.png"
        page.screenshot(path=picture, full_page=True)
        taken.pictures[look] = picture
        page.close()
    return taken


def _faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(AXE)
    shift, beside = page.evaluate(SHIFT), page.evaluate(BESIDE)
    if shift > 0:
        found.append(f"jumps by {shift:.3f}")
    if beside > 0:
        found.append(f"{beside} px stand beside the screen")
    return found


def _sign_in(page: Page, site: str, address: str, password: str) -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", address)
    page.fill("#id_password", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.close()
