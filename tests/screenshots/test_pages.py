"""The list of pages without a picture tells no lies: each is an address, none is there without need."""

from tests.permissions import TABLE
from tests.screenshots.pages import missing, owed
from tests.screenshots.people import NOT_TAKEN


def test_every_reason_is_about_an_address() -> None:
    assert sorted(set(NOT_TAKEN) - set(TABLE)) == []


def test_a_page_that_is_not_taken_is_missed() -> None:
    assert "overview:desk" in missing(set())
    assert missing(owed()) == []
