from panels.consensus.statistics.coverage import Coverage, cover
from panels.consensus.statistics.ratings import Rating


def test_cover_counts_each_kind() -> None:
    found = cover(
        [
            Rating(1, 4),
            Rating(2, None, "not_asked"),
            Rating(3, None, "out_of_time"),
            Rating(4, None, "out_of_time"),
            Rating(5, None, "no_evidence"),
        ]
    )
    assert found == Coverage(assigned=5, rated=1, not_asked=1, no_evidence=1, out_of_time=2)
    assert found.not_rated == 4


def test_cover_nobody() -> None:
    assert cover([]) == Coverage(assigned=0, rated=0, not_asked=0, no_evidence=0, out_of_time=0)
