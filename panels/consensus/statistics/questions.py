"""Whether those who rated a competency had asked the same thing: the first thing to know about a split."""

from collections.abc import Sequence

from panels.consensus.statistics.ratings import Rating

DIFFERENT, SAME, NOT_SAID = "different", "same", "not_said"


def compare(ratings: Sequence[Rating]) -> str:
    """`different` as soon as two of them name two questions, `same` when all name one, else `not_said`.

    Case, spaces and a full stop or question mark at the end make no difference.
    """
    asked = [_plain(rating.question) for rating in ratings if rating.level is not None]
    named = {question for question in asked if question}
    if len(named) > 1:
        return DIFFERENT
    return SAME if len(asked) > 1 and named and "" not in asked else NOT_SAID


def _plain(question: str) -> str:
    return " ".join(question.casefold().split()).rstrip(" .?!")
