"""Each sentence about how somebody rates, with its n."""

from __future__ import annotations

from panels.consensus.figures_page.words import KINDS, figure, rests_on, role_counts

FEW = {"state": "too_few", "n": 5, "needed": 8}


def said(name: str, **found: object) -> str:
    return figure(KINDS[name], {"state": "plain", "n": 15, "needed": 8, **found})


def test_too_few_says_how_many_it_takes() -> None:
    assert figure(KINDS["severity"], FEW) == "From 8 candidates on; so far 5."
    assert figure(KINDS["halo"], FEW) == "From 8 scorecards on; so far 5."


def test_level_is_said_with_both_ends() -> None:
    assert said("severity", mean=-0.32, low=-0.58, high=-0.06) == (
        "0.3 levels lower than colleagues on the same candidates; plausibly between 0.1 and 0.6 lower. "
        "n = 15 candidates."
    )
    assert said("severity", mean=0.11, low=-0.16, high=0.37) == (
        "0.1 levels higher than colleagues on the same candidates; plausibly between 0.2 lower and 0.4 higher. "
        "n = 15 candidates."
    )
    assert "between 0.1 and 0.4 higher" in said("severity", mean=0.2, low=0.06, high=0.4)


def test_ratios_are_said_as_times() -> None:
    assert said("consistency", ratio=1.64) == (
        "1.3 times as far from what colleagues’ ratings foretell as is usual. n = 15 candidates."
    )
    assert said("halo", ratio=0.28) == (
        "0.3 times the differences from competency to competency that are usual on one scorecard. n = 15 scorecards."
    )
    assert said("straight_lining", share=8 / 9) == ("One level for every competency on 13 of 15 scorecards.")


def test_slope_is_said_from_where_it_is_known() -> None:
    assert said("range", ratio=0.57, slope=None) == (
        "0.6 times the spread that the candidates met would lead one to expect. n = 15 candidates."
    )
    assert "one level of difference between candidates, 0.4 levels here" in said("range", ratio=0.5, slope=0.4)


def test_words_of_the_trade_stay_off_the_screen() -> None:
    told = " ".join(f"{kind.name} {kind.question} {kind.cannot}" for kind in KINDS.values()).lower()
    assert not [word for word in ("halo", "infit", "posterior", "severity", "reml") if word in told]


def test_what_it_rests_on() -> None:
    assert rests_on({"candidates": 1, "ratings": 3}).startswith("1 candidate, 3 ratings. Only panels")


def counts(n: int = 12, **talk: int | None) -> dict[str, object]:
    every = dict.fromkeys(KINDS, 0) | talk
    return {"n": n, "enough": 6, "severity_sd": 0.214, "to_talk_about": every}


def test_role_counts_name_measures_and_nobody() -> None:
    assert role_counts(counts(severity=1, halo=2, range=None)) == [
        "12 interviewers, 6 of them with enough candidates for a level.",
        "Their levels lie 0.21 of a level apart (standard deviation).",
        "Worth a conversation: level: 1, competencies apart: 2.",
    ]
    assert role_counts(counts())[-1] == "Nobody stands out."


def test_few_interviewers_are_not_counted() -> None:
    few = {"n": 4, "enough": 0, "severity_sd": None, "to_talk_about": None}
    assert role_counts(few) == [
        "4 interviewers, 0 of them with enough candidates for a level.",
        "Fewer than five interviewers: counts would point at somebody.",
    ]
    unknown = counts(severity=None, consistency=None, range=None, halo=None, straight_lining=None)
    assert role_counts(unknown)[-1] == "No measure has five interviewers with enough scorecards yet."
