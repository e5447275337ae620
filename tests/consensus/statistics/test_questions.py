import pytest

from panels.consensus.statistics.questions import compare
from panels.consensus.statistics.ratings import Rating


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["Webhook failure", "Ledger migration"], "different"),
        (["Webhook failure", "Ledger migration", ""], "different"),
        (["Webhook failure?", " webhook  FAILURE"], "same"),
        (["Webhook failure", ""], "not_said"),
        (["Webhook failure"], "not_said"),
        (["", ""], "not_said"),
        ([], "not_said"),
    ],
)
def test_compare_questions(asked: list[str], expected: str) -> None:
    assert compare([Rating(seat, 3, question=question) for seat, question in enumerate(asked)]) == expected


def test_compare_looks_at_raters_only() -> None:
    assert compare([Rating(1, 3, question="A"), Rating(2, None, "not_asked", question="B")]) == "not_said"
