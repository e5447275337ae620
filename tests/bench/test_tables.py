import numpy as np

from bench import tables
from tests.consensus.statistics import published


def test_sparse_has_each_pair_once_and_the_same_again() -> None:
    one, other = (tables.sparse(targets=40, raters=30, ratings=300, spread=(0.3, 0.1, 0.6)) for _ in range(2))
    assert len(one) == len(np.unique(one.target * 30 + one.rater)) == 300
    assert (one.level == other.level).all()
    assert set(one.level.tolist()) <= {1.0, 2.0, 3.0, 4.0, 5.0}


def test_panels_has_every_item_of_each_pair() -> None:
    table = tables.panels(candidates=10, interviewers=6, items=5, each=4)
    assert len(table) == 200
    assert len(np.unique(table.target * 6 + table.rater)) == 40


def test_insteval_of_a_file_is_its_ratings_without_items() -> None:
    table = tables.insteval(published.FOLDER / "irr_anxiety" / "ratings.csv")
    assert (len(table), table.items) == (60, ("overall",))
