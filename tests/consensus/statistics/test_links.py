import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from panels.consensus.statistics import links
from panels.consensus.statistics.connected import components
from panels.consensus.statistics.links import Seam, Suggestion, seams, suggestions
from panels.consensus.statistics.table import RatingTable


def table(pairs: list[tuple[str, str]]) -> RatingTable:
    return RatingTable.from_rows((target, rater, "c", 3.0) for target, rater in pairs)


def two_groups(joined: int) -> list[tuple[str, str]]:
    """a, b, c and x, y, z, each pair with six candidates of its own, `joined` candidates met by c and x."""
    pairs = []
    for group in ("abc", "xyz"):
        for number, (one, other) in enumerate((group[:2], group[1:], group[::2])):
            pairs += [(f"{group}{number}{k}", rater) for k in range(6) for rater in (one, other)]
    return pairs + [(f"joint{k}", rater) for k in range(joined) for rater in "cx"]


@pytest.mark.parametrize("joined", [1, 2, 4])
def test_a_seam_runs_between_two_groups(joined: int) -> None:
    given_table = table(two_groups(joined))
    assert seams(given_table, components(given_table)) == (Seam(0, (3, 3), joined, 1),)


@pytest.mark.parametrize("met_by", ["cxy", "bcx"])
def test_one_candidate_of_the_other_side_makes_an_interviewer_of_both(met_by: str) -> None:
    """The candidate belongs to the side of two of her three, so that the third has met one candidate over there."""
    given_table = table([*two_groups(0), *(("joint", rater) for rater in met_by)])
    assert seams(given_table, components(given_table)) == (Seam(0, (3, 3), 1, 1),)


def test_a_seam_of_groups_that_differ_in_size_and_in_work() -> None:
    busy = [(f"busy{k}", rater) for k in range(20) for rater in "ab"]
    quiet = [(f"quiet{k}{number}", rater) for number in range(5) for k in (0, 1) for rater in ("u", "vwxyz"[number])]
    given_table = table([*busy, *quiet, ("joint0", "b"), ("joint0", "v"), ("joint1", "b"), ("joint1", "w")])
    (seam,) = seams(given_table, components(given_table))
    assert seam.sides == (2, 6)
    assert (seam.candidates, seam.interviewers) == (2, 2)


@pytest.mark.parametrize("seed", range(6))
def test_a_seam_is_found_among_interviewers_of_unequal_diligence(seed: int) -> None:
    generator = np.random.default_rng(seed)
    pairs = []
    for group, raters in (("a", range(6)), ("b", range(6, 16))):
        diligence = generator.exponential(size=len(raters)) + 0.02
        for number in range(60):
            chosen = generator.choice(list(raters), size=2, replace=False, p=diligence / diligence.sum())
            pairs += [(f"{group}{number}", f"r{rater:02}") for rater in chosen]
    pairs += [("joint0", "r02"), ("joint0", "r09"), ("joint1", "r03"), ("joint1", "r11")]
    given_table = table(pairs)
    seam = seams(given_table, components(given_table))[0]
    assert seam.candidates <= 2
    assert min(seam.sides) >= 3


def test_every_component_has_its_own_seam() -> None:
    given_table = table(two_groups(0) + [(f"more{k}", rater) for k in range(2) for rater in "lmnopq"])
    found = components(given_table)
    assert found.raters == (3, 3, 6)
    assert seams(given_table, found) == (Seam(2, (3, 3), 2, 0),)


def test_few_or_very_many_interviewers_have_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    given_table = table(two_groups(1))
    found = components(given_table)
    monkeypatch.setattr(links, "MOST_INTERVIEWERS", 5)
    assert seams(given_table, found) == ()
    monkeypatch.setattr(links, "MOST_INTERVIEWERS", 6)
    monkeypatch.setattr(links, "FEWEST_INTERVIEWERS", 6)
    assert len(seams(given_table, found)) == 1
    monkeypatch.setattr(links, "FEWEST_INTERVIEWERS", 7)
    assert seams(given_table, found) == ()


def test_suggestions_send_the_busiest_of_the_largest_to_every_other() -> None:
    rows = [("a1", "r"), ("a2", "r"), ("a2", "s"), ("a3", "s"), ("a4", "s"), ("a4", "t")]
    rows += [*((f"b{k}", rater) for k in range(4) for rater in "uvwx"), ("c1", "y")]
    given_table = table([*rows, ("a5", "t")])
    assert suggestions(given_table, components(given_table)) == (
        Suggestion((0, 1), "s", 4),
        Suggestion((0, 2), "s", 1),
    )


def test_what_is_connected_or_empty_needs_no_suggestion() -> None:
    for rows in ([], [("a", "r"), ("b", "r")]):
        assert suggestions(table(rows), components(table(rows))) == ()
        assert seams(table(rows), components(table(rows))) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7)), min_size=1, max_size=40))
@settings(deadline=None)
def test_seams_never_crash_and_never_exceed_their_component(edges: list[tuple[int, int]]) -> None:
    given_table = table([(f"t{target}", f"r{rater}") for target, rater in edges])
    found = components(given_table)
    for seam in seams(given_table, found):
        assert sum(seam.sides) == found.raters[seam.component]
        assert min(seam.sides) >= 1
        assert 1 <= seam.candidates <= found.targets[seam.component]
        assert 0 <= seam.interviewers <= found.raters[seam.component]
