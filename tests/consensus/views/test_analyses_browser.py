"""Files of ratings before a real browser, wide and on a phone: sent, waited for, looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from panels.consensus.actions.analysing import sweep_analyses
from tests.browser import *  # noqa: F403 -- pytest finds fixtures by name
from tests.browser import PHONE, WIDE, Visitor
from tests.cast import Cast
from tests.conftest import AsRole
from tests.consensus.statistics import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_file_is_sent_waited_for_and_looked_at(
    cast: Cast, visit: Callable[..., Visitor], as_worker: AsRole, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("target,rater,item,rating\na,r,x,good\n")
    hr = visit(cast.hr, viewport=WIDE, color_scheme="dark")
    for file in (wrong, published.FOLDER / "ptam4_writing" / "ratings.csv"):
        hr.open("/analyses/")
        assert hr.axe() == []
        hr.page.get_by_label("File of ratings").set_input_files(file)
        hr.page.get_by_role("button", name="Analyse").click()
        hr.page.get_by_text("The analysis waits for its turn").wait_for()
        with as_worker():
            sweep_analyses()
        hr.page.get_by_role("heading", name="What to mend" if file == wrong else "Do raters agree?").wait_for()
        assert hr.axe() == []
    phone = visit(cast.hr, viewport=PHONE)
    for path in ("/analyses/", hr.page.url.removeprefix(hr.address)):
        phone.open(path)
        assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        assert phone.axe() == []
