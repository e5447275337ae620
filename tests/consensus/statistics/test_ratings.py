from panels.consensus.statistics.ratings import Competency, Rating, Scale


def test_span_is_one_less_than_the_number_of_levels() -> None:
    assert Scale(1, 5).span == 4
    assert Scale(0, 10).span == 10
    assert Scale(3, 3).span == 0


def test_levels_are_the_scores_alone() -> None:
    ratings = (Rating(1, 4), Rating(2, None, "not_asked"), Rating(3, 0))
    assert Competency(7, 1.0, None, ratings).levels == (4, 0)
