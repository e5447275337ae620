from __future__ import annotations

from typing import Any

from panels.consensus.page.differences import because, moved


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
    assert because(first, content("a", "b", method="plain 2", calibration=3)) == (
        "This report differs from the first one because it is computed by method “plain 2” instead of “plain 1” and it "
        "uses another calibration."
    )
    assert because(first, first) == ""


def test_moved_says_each_number_old_and_new() -> None:
    assert moved(content("a"), content("a", "b", median=2.5, met=False, mean=3.25, side=None)) == [
        "Recommendations: a majority for yes before, no majority with it.",
        "Design: median 4 before, 2.5 with it; met before, not met with it.",
        "Overall: 4 before, 3.25 with it.",
    ]


def test_moved_is_empty_when_nothing_did() -> None:
    assert moved(content("a"), content("a", "b")) == []
