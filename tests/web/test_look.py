"""The parts in a real browser: nothing that axe finds, nothing wider than the screen, all of it by keyboard."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.gallery"),
]
WIDE, PHONE, NARROW = ({"width": width, "height": 800} for width in (1280, 375, 320))
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHORT_CLICKS = """[...document.querySelectorAll("main a.btn, button, .rail-link, .level, .form-check")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_in_any_part(cast, visit, viewport, scheme):
    reader = visit(cast.hr, viewport=viewport, color_scheme=scheme)
    reader.open("/gallery/")
    assert reader.axe() == []


@pytest.mark.parametrize("viewport", [WIDE, PHONE, NARROW], ids=["wide", "phone", "narrow"])
def test_nothing_is_wider_than_the_screen(cast, visit, viewport):
    reader = visit(cast.hr, viewport=viewport)
    reader.open("/gallery/")
    assert reader.page.evaluate(SIDEWAYS) == 0


def test_targets_are_large_enough_for_a_thumb(cast, visit):
    reader = visit(cast.hr, viewport=PHONE)
    reader.open("/gallery/")
    assert reader.page.evaluate(SHORT_CLICKS) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_summary_of_problems_has_the_focus(cast, visit, scripts):
    reader = visit(cast.hr, java_script_enabled=scripts)
    reader.open("/gallery/")
    assert reader.page.locator(".error-summary:focus").count() == 1


def test_link_in_the_summary_goes_to_the_field(cast, visit):
    reader = visit(cast.hr)
    reader.open("/gallery/")
    reader.page.locator(".error-summary a").first.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "id_wrong-name"


def test_levels_are_chosen_with_the_arrow_keys(cast, visit):
    reader = visit(cast.hr)
    reader.open("/gallery/")
    reader.page.locator("#c1_3").focus()
    reader.page.keyboard.press("ArrowRight")
    assert reader.page.locator("input[name=c1]:checked").get_attribute("value") == "5"
    outline = "getComputedStyle(document.activeElement.closest('.level')).outlineStyle"
    assert reader.page.evaluate(outline) == "solid"


def test_account_menu_closes_with_escape_and_keeps_the_focus(cast, visit):
    reader = visit(cast.hr)
    reader.open("/gallery/")
    reader.page.locator(".account summary").press("Enter")
    reader.page.get_by_role("link", name="You and your settings").focus()
    reader.page.keyboard.press("Escape")
    assert reader.page.locator(".account[open]").count() == 0
    assert reader.page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_colours_chosen_by_hand_stay(cast, visit):
    reader = visit(cast.hr, color_scheme="light")
    reader.open("/gallery/")
    background = "getComputedStyle(document.body).backgroundColor"
    light = reader.page.evaluate(background)
    reader.page.locator(".account summary").click()
    reader.page.get_by_role("button", name="Dark colours").click()
    dark = reader.page.evaluate(background)
    reader.page.reload()
    assert reader.page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert (reader.page.evaluate(background) == dark) is (dark != light) is True


def test_page_is_left_only_after_a_question_when_something_is_unsaved(cast, visit):
    reader = visit(cast.hr)
    reader.open("/gallery/")
    reader.page.locator("#id_name").evaluate("one => { one.form.dataset.guard = ''; }")
    reader.page.locator("#id_name").press_sequentially("Priya")
    asked: list[str] = []
    reader.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    reader.page.reload()
    assert asked == ["beforeunload"]


def test_paper_shows_the_content_alone(cast, visit):
    reader = visit(cast.hr, color_scheme="dark")
    reader.open("/gallery/")
    reader.page.emulate_media(media="print")
    assert not reader.page.locator(".rail").is_visible()
    assert not reader.page.locator(".action-bar").is_visible()
    assert reader.page.locator("h1").is_visible()
    assert reader.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
