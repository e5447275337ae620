"""Going through the demo's people with a real browser, and saying what was found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tqdm import tqdm

from panels.overview.demo.content import organisation
from tests.browser import chromium_path
from tests.screenshots.crawling import crawl
from tests.screenshots.guide import take_guide
from tests.screenshots.leafing import write_index
from tests.screenshots.pages import missing
from tests.screenshots.people import WHO
from tests.screenshots.preparing import prepare
from tests.screenshots.taking import Taken, contexts_for, take
from tests.site import REPOSITORY


def guide(address: str) -> list[str]:
    """Take the guide's pictures anew. A line for each."""
    mail = f"{{}}@{organisation().domain}"
    with _browser() as browser:
        pictures = take_guide(browser, address, mail, organisation().password, REPOSITORY / "docs" / "images")
    return [f"{picture.name}: {picture.stat().st_size // 1000} kB" for picture in pictures]


def every_page(address: str, folder: Path, only: str) -> tuple[list[str], bool]:
    """What was found, and whether all is well: each page that owes a picture has one, and none has a fault."""
    folder.mkdir(parents=True, exist_ok=True)
    known: set[str] = set()
    taken: list[Taken] = []
    with _browser() as browser:
        for who in WHO:
            taken += _pages_of(who, browser, address, folder, known, only)
    faults = [f"{one.page.name}: {fault[:300]}" for one in taken for fault in one.faults]
    lost = [f"{name}: nobody of the demo reaches it by a link" for name in missing(known)]
    told = f"{len(taken)} pages, {len(faults)} faults; leaf through {write_index(folder, taken)}"
    return [*faults, *lost, told], not faults and not lost


def _pages_of(who: str, browser: Browser, address: str, folder: Path, known: set[str], only: str) -> list[Taken]:
    """What this person reaches and nobody before; their names join `known`."""
    mail = f"{who}@{organisation().domain}" if who else ""
    contexts = contexts_for(browser, address, mail, organisation().password)
    prepare(who, contexts["wide"], address)
    pages = crawl(contexts["wide"], address, who, "/" if who else "/accounts/login/", known)
    known |= {page.name for page in pages}
    chosen = [page for page in pages if only in page.name]
    taken = [take(page, contexts, address, folder) for page in tqdm(chosen, desc=who or "nobody", unit=" pages")]
    for context in contexts.values():
        context.close()
    return taken


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium_path())
