"""The report's page with all that a calibration adds, and without what an old report does not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from panels.consensus.models import Calibration, Report
from tests.conftest import AsRole
from tests.consensus.conftest import Build
from tests.consensus.measured import adjusted_for, make_six, store
from tests.consensus.priya import Priya
from tests.consensus.test_views import page, text, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(client: Client, priya: Priya, as_worker: AsRole) -> Callable[..., BeautifulSoup]:
    """The report on a calibration that is handed in, as the lead sees it."""
    priya.submit_all()

    def show(**stored: Any) -> BeautifulSoup:
        with as_worker():
            store(priya.panel, **stored)
        return page(client, priya.lead, priya.panel)

    return show


def test_report_bands_the_overall_and_says_what_it_settles(measured: Callable[..., BeautifulSoup]) -> None:
    shown = measured()
    assert texts(shown, ".overall .score-row > div") == [
        "3.7 of 5",
        "Plausible 3.3 to 4.2: too close to the hire line, 3.6, to settle this by number. "
        "At or above the hire line, 3.6, and every must-have is met by its median. "
        "Mean of 5 competencies, from 11 ratings by 4 people.",
    ]
    (strip,) = shown.select(".overall svg")
    assert len(strip.select(".strip-band")) == 1
    assert strip["aria-label"].startswith("Overall 3.7 on the scale. Plausible 3.3 to 4.2: too close")


def test_report_measures_each_competency_below(measured: Callable[..., BeautifulSoup]) -> None:
    design, incidents, *_ = measured().select("article.competency")
    assert texts(design, ".measures > div") == [
        "Plausible mean 3.0 to 4.3 around 3.67, n = 3.",
        "Spread SD 1.53 where 0.60 is usual on this scale, n = 3. Wider than usual: 1 of 1,000 panels spread as far. "
        "It does not say who is right.",
    ]
    assert texts(incidents, ".measures > div") == ["Plausible mean 2.7 to 4.3 around 3.5, n = 2."]
    assert design.select_one("svg.strip")["aria-label"] == (
        "Scores 2, 4 and 5, on a scale from 1 to 5. Median 4. Minimum 3. Mean plausibly 3.0 to 4.3."
    )


def test_report_names_its_calibration_and_what_it_rests_on(measured: Callable[..., BeautifulSoup]) -> None:
    shown = measured()
    assert "Calibration Number 3: 40 panels, 412 ratings by 12 interviewers, over all roles on this scale" in texts(
        shown, ".facts > div"
    )
    assert texts(shown, ".meaning dt") == ["Plausible", "Spread", "Does it hold?"]
    assert [link["href"] for link in shown.select(".meaning a")] == ["https://doi.org/10.1007/978-1-4757-3456-0"]
    assert "Method measures 1, nothing adjusted" in texts(shown, ".facts > div")


def test_report_tells_of_a_newer_calibration_only_those_who_may_build_again(
    client: Client, priya: Priya, build: Build, as_worker: AsRole
) -> None:
    priya.submit_all()
    build(priya.panel)
    words = (
        "There is a newer calibration of this scale. This report keeps its own; building again puts a second report "
        "beside it, with what moved and why."
    )
    dana = priya.people["Dana Whitfield"]
    for reader in (priya.lead, priya.recruiter, dana):
        assert words not in text(page(client, reader, priya.panel).main)
    with as_worker():
        Calibration.objects.create(
            scale_id=priya.panel.rubric.scale_id, number=1, method="panelmix 1", digest="d" * 64, content={}
        )
    for reader in (priya.lead, priya.recruiter):
        assert text(page(client, reader, priya.panel).main).count(words) == 1
    assert "newer calibration" not in text(page(client, dana, priya.panel).main)


def test_report_sets_the_adjusted_score_beside_the_raw_one(
    measured: Callable[..., BeautifulSoup], priya: Priya
) -> None:
    shown = measured(adjusted=adjusted_for(priya.panel, review=True))
    raw, adjusted = shown.select(".overall .score-row")
    assert texts(raw, ":scope > div") == [
        "3.7 of 5, raw mean",
        "Raw, plausible 3.3 to 4.2: too close to the hire line, 3.6, to settle this by number. "
        "By the raw mean at or above the hire line, 3.6, and every must-have is met by its median. "
        "Mean of 5 competencies, from 11 ratings by 4 people.",
    ]
    assert texts(adjusted, ":scope > div") == [
        "3.5 of 5, adjusted",
        "Adjusted, plausible 3.1 to 4.0: too close to the hire line, 3.6, to settle this by number. "
        "0.17 lower than the raw mean; plausibly between 0.29 lower and 0.05 lower. "
        "To be looked at More than chance would move it. Let somebody read the ratings before it is used.",
    ]
    assert (len(raw.select(".strip-band")), len(adjusted.select(".strip-band"))) == (1, 1)
    assert texts(shown, "article.competency .measures")[1] == (
        "Plausible mean 2.7 to 4.3 around 3.5, n = 2. Adjusted 3.4 plausible 2.8 to 4.0; raw mean 3.5, n = 2."
    )
    assert "Method measures 1, raw and adjusted" in texts(shown, ".facts > div")


def test_report_says_why_nothing_was_adjusted(measured: Callable[..., BeautifulSoup]) -> None:
    shown = measured(adjusted={"refused": "few_candidates"})
    assert text(shown.select_one(".overall")).endswith(
        "Not adjusted: it needs five candidates of this role in the calibration."
    )
    assert len(shown.select(".overall .score-row, .overall .strip-band")) == 2


def test_report_gives_an_index_from_four_raters(client: Client, as_worker: AsRole) -> None:
    panel = make_six()
    with as_worker():
        store(panel)
    shown = page(client, panel.lead, panel)
    assert texts(shown, ".measures > div:last-child") == [
        "Agreement 0.89 of 1 (a_wg, n = 6; AD 0.17 levels, r_wg 0.92). "
        "6 people answering at random agree as well in 3 of 1,000 panels: hardly chance.",
        "Agreement 0.76 of 1 (a_wg, n = 6; AD 0.50 levels, r_wg 0.72). "
        "6 people answering at random agree as well in 2 of 100 panels: hardly chance.",
        "Agreement -0.50 of 1 (a_wg, n = 6; AD 1.67 levels, r_wg 0.00). "
        "6 people answering at random agree as well in 95 of 100 panels, so it says little.",
    ]
    assert "No index" not in text(shown.main)
    assert texts(shown, ".meaning dt") == ["Plausible", "Spread", "Agreement", "Does it hold?"]


def test_report_from_before_the_measures_still_reads(client: Client, priya: Priya, as_worker: AsRole) -> None:
    """As it was stored under "plain 1": the page shows what it holds and speaks of nothing else."""
    priya.submit_all()
    with as_worker():
        content = store(priya.panel, calibration=None).content
        for name in ("stability", "adjusted"):
            del content[name]
        for one in content["competencies"]:
            for name in ("agreement", "interval", "spread"):
                del one[name]
        del content["overall"]["interval"]
        Report.objects.create(panel=priya.panel, digest="d" * 64, method="plain 1", content=content)
    shown = page(client, priya.lead, priya.panel)
    assert "Method plain 1, nothing adjusted" in texts(shown, ".facts > div")
    assert shown.select(".held, .measures, .meaning, .strip-band") == []
    assert "No interval" not in text(shown.main)
    assert texts(shown, ".scores > .small") == ["No index of agreement: too few raters each."]
