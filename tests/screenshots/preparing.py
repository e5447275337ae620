"""What has to be begun so that a page is there: by the person whose step it is, on the pages themselves."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page


def prepare(who: str, context: BrowserContext, site: str) -> None:
    step = {"kwame": _begin_a_scorecard, "hana": _start_a_draft}.get(who)
    if step is None:
        return
    page = context.new_page()
    page.goto(site)
    step(page)
    page.close()


def _begin_a_scorecard(page: Page) -> None:
    """There is something to check before it is submitted."""
    with page.expect_navigation():
        page.get_by_role("link", name="Open kit and scorecard").first.click()
    page.locator("textarea").first.fill("Wrote the event down before doing anything with it.")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved at").first.wait_for()


def _start_a_draft(page: Page) -> None:
    """A second version: it can be compared, and discarded."""
    for link in ("Roles", "Senior Backend Engineer"):
        with page.expect_navigation():
            page.get_by_role("link", name=link).first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Start a new draft").click()
