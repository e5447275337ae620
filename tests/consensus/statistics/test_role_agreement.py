import json
from functools import partial

import numpy as np
import pytest

from panels.consensus.statistics import gwet
from panels.consensus.statistics import role_agreement as module
from panels.consensus.statistics.bootstrap import bootstrap
from panels.consensus.statistics.krippendorff import METRICS, alphas, coincidences_by_target, draws
from panels.consensus.statistics.role_agreement import compared, role_agreement, state
from panels.consensus.statistics.table import RatingTable
from panels.consensus.statistics.units import Units

NAMES = {"7:design": "System design", "7:code": "Code quality", "7:absent": "Nobody rated it"}


def role(candidates: int, *, code: int = 99, same: bool = False) -> RatingTable:
    """Three of six interviewers each; `code` is how many two of them rated on code quality, `same` gives fours."""
    rng = np.random.default_rng(11)
    rows = []
    for c in range(candidates):
        worth = rng.integers(2, 5)
        for r in rng.permutation(6)[:3]:
            level = 4.0 if same else float(np.clip(worth + rng.integers(-1, 2), 1, 5))
            rows.append((f"p{c:03d}", f"u{r}", "7:design", level))
        for r in range(2 if c < code else 1):
            rows.append((f"p{c:03d}", f"u{r}", "7:code", float(rng.integers(1, 6))))
    return RatingTable.from_rows(rows)


def test_state_follows_the_compared_candidates() -> None:
    found = [state(n) for n in (0, 7, 8, 19, 20, 500)]
    assert found == ["hidden", "hidden", "provisional", "provisional", "shown", "shown"]


def test_compared_are_candidates_with_two_raters() -> None:
    rows = [
        ("a", "x", "i", 1.0),
        ("a", "y", "j", 1.0),
        ("b", "x", "i", 1.0),
        ("b", "x", "j", 2.0),
        ("c", "y", "i", 3.0),
    ]
    assert compared(RatingTable.from_rows(rows)) == 1
    assert compared(role(9)) == 9
    assert compared(RatingTable.from_rows([(target, "x", "i", 1.0) for target in "abcd"])) == 0
    assert compared(RatingTable.from_rows([])) == 0


def test_role_agreement_is_not_computed_below_eight_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Units, "of", None)
    assert role_agreement(role(7), NAMES, seed=1) == []
    assert role_agreement(RatingTable.from_rows([]), NAMES, seed=1) == []


def test_role_agreement_has_each_competency_in_the_order_of_the_names() -> None:
    ratings = role(24)
    found = role_agreement(ratings, NAMES, seed=5)
    assert [(one["key"], one["name"], one["n"], one["no_variation"]) for one in found] == [
        ("7:design", "System design", 24, False),
        ("7:code", "Code quality", 24, False),
    ]
    reverse = dict(reversed(NAMES.items()))
    assert role_agreement(ratings, reverse, seed=5) == list(reversed(found))
    assert json.loads(json.dumps(found)) == found


def test_role_agreement_is_that_of_the_competency_alone() -> None:
    ratings = role(24)
    alone = ratings.only(ratings.item == ratings.items.index("7:design"))
    units = Units.of(alone).pairable()
    found = role_agreement(ratings, NAMES, seed=5)[0]
    for metric, one in alphas(alone).items():
        interval = bootstrap(partial(draws, coincidences_by_target(units), units.values, metric), 24, seed=5)
        assert interval is not None
        assert found["alpha"][metric] == {"value": one.value, "low": interval.low, "high": interval.high}
        assert interval.low < one.value < interval.high
    assert found["ac1"] == {"value": gwet.ac1(alone).value, "se": gwet.ac1(alone).se}
    assert found["ac2"] == {"value": gwet.ac2(alone).value, "se": gwet.ac2(alone).se}


def test_role_agreement_counts_the_levels_of_the_scale() -> None:
    ratings = role(24)
    alone = ratings.only(ratings.item == ratings.items.index("7:design"))
    levels = list(range(8))
    found = role_agreement(ratings, NAMES, seed=5, categories=levels)[0]
    assert found["ac1"]["value"] == gwet.ac1(alone, levels).value
    assert found["ac2"]["value"] == gwet.ac2(alone, "quadratic", levels).value
    assert found["ac1"] != role_agreement(ratings, NAMES, seed=5)[0]["ac1"]


def test_role_agreement_of_a_competency_with_few_compared_has_no_figures() -> None:
    found = role_agreement(role(24, code=7), NAMES, seed=5)
    assert found[1] == {
        "key": "7:code",
        "name": "Code quality",
        "n": 7,
        "no_variation": False,
        "alpha": dict.fromkeys(METRICS),
        "ac1": None,
        "ac2": None,
    }
    assert role_agreement(role(24, code=8), NAMES, seed=5)[1]["alpha"]["ordinal"] is not None


def test_role_agreement_without_variation_says_so_and_is_not_one() -> None:
    found = role_agreement(role(24, same=True), NAMES, seed=5)[0]
    assert found == {
        "key": "7:design",
        "name": "System design",
        "n": 24,
        "no_variation": True,
        "alpha": dict.fromkeys(METRICS),
        "ac1": None,
        "ac2": None,
    }


def test_role_agreement_depends_on_the_ratings_and_the_seed_alone() -> None:
    ratings = role(12)
    rows = list(
        zip(
            (ratings.targets[t] for t in ratings.target),
            (ratings.raters[r] for r in ratings.rater),
            (ratings.items[i] for i in ratings.item),
            ratings.level.tolist(),
            strict=True,
        )
    )
    found = role_agreement(ratings, NAMES, seed=5)
    assert role_agreement(RatingTable.from_rows(reversed(rows)), NAMES, seed=5) == found
    assert role_agreement(ratings, NAMES, seed=6) != found


def test_role_agreement_of_many_values_has_no_interval() -> None:
    rng = np.random.default_rng(1)
    rows = [(f"p{c:03d}", f"u{r}", "7:design", c + float(rng.random())) for c in range(80) for r in range(2)]
    found = role_agreement(RatingTable.from_rows(rows), NAMES, seed=1)[0]
    assert found["alpha"]["interval"] == {"value": pytest.approx(1.0, abs=0.01), "low": None, "high": None}
    assert found["alpha"]["ratio"] is None
    assert found["ac1"] is None


def test_role_agreement_has_an_interval_up_to_the_most_values(monkeypatch: pytest.MonkeyPatch) -> None:
    ratings = role(24)
    values = len(np.unique(ratings.level[ratings.item == ratings.items.index("7:design")]))
    for most, has in ((values, True), (values - 1, False)):
        monkeypatch.setattr(module, "MOST_VALUES", most)
        found = role_agreement(ratings, {"7:design": "System design"}, seed=5)[0]
        assert (found["alpha"]["interval"]["low"] is not None) is has
