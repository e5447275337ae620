from __future__ import annotations

from typing import Any

from panels.consensus.page.differences import because, moved

THIRD = {"number": 3, "panels": 40}


def content(
    *receipts: str,
    median: float = 4.0,
    met: bool | None = True,
    mean: float = 4.0,
    side: str | None = "yes",
    **more: Any,
) -> dict[str, Any]:
    return {
        "cards": [{"receipt": receipt} for receipt in receipts],
        "competencies": [{"id": 1, "name": "Design", "median": median, "about_minimum": {"met": met}}],
        "overall": {"mean": mean},
        "scale": {"low": 1, "high": 5},
        "recommendations": {"side": side},
        "method": "plain 1",
        "calibration": None,
        **more,
    }


def test_because_names_what_differs() -> None:
    first = content("a", "b")
    assert because(first, content("a", "b", "c")) == (
        "This report differs from the first one because it takes in 1 scorecard that came late and still blind."
    )
    assert because(first, content("a", "b", method="measures 1", calibration=THIRD)) == (
        "This report differs from the first one because it is computed by method “measures 1” instead of “plain 1” and "
        "it rests on calibration 3 (40 panels) instead of no calibration."
    )
    assert because(content(calibration=THIRD), content(calibration={"number": 4, "panels": 1})) == (
        "This report differs from the first one because it rests on calibration 4 (1 panel) instead of calibration 3 "
        "(40 panels)."
    )
    assert because(first, first) == ""


def test_because_names_the_switch_of_adjustment() -> None:
    refused = content(calibration=THIRD, adjusted={"refused": "sampled"})
    assert because(content(calibration=THIRD), refused) == (
        "This report differs from the first one because adjustment was switched on in between."
    )
    assert because(refused, content(calibration=THIRD, adjusted=None)) == (
        "This report differs from the first one because adjustment was switched off in between."
    )


def test_moved_says_what_became_of_interval_and_adjusted_score() -> None:
    wide, narrow = ({"mean": 4.0, "interval": {"low": low, "high": 4.25}} for low in (3.1, 3.4))
    adjusted = {"overall": {"mean": 3.85}}
    assert moved(content(overall=wide), content(overall=narrow, adjusted=adjusted)) == [
        "Plausible: 3.1 to 4.2 before, 3.4 to 4.2 with it.",
        "Adjusted: not adjusted before, 3.85 with it.",
    ]
    assert moved(content(), content(overall=wide)) == ["Plausible: no interval before, 3.1 to 4.2 with it."]


def test_moved_says_each_number_old_and_new() -> None:
    assert moved(content("a"), content("a", "b", median=2.5, met=False, mean=3.25, side=None)) == [
        "Recommendations: a majority for yes before, no majority with it.",
        "Design: median 4 before, 2.5 with it; met before, not met with it.",
        "Overall: 4 before, 3.25 with it.",
    ]


def test_moved_is_empty_when_nothing_did() -> None:
    assert moved(content("a"), content("a", "b")) == []
