"""What the cards recommend, and on which side more than half of them are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

NO = ("strong_no", "no")
YES = ("yes", "strong_yes")
TOO_LITTLE = "too_little"
NOT_ASKED = ""


@dataclass(frozen=True)
class Recommendations:
    """`given` counts the four steps alone: who saw too little, or was not asked, is on no side.

    `side` is "yes" or "no" where more than half of those given are, else None.
    """

    strong_no: int
    no: int
    yes: int
    strong_yes: int
    too_little: int
    not_asked: int
    given: int
    for_yes: int
    for_no: int
    side: str | None


def count(words: Sequence[str]) -> Recommendations:
    tally = Counter(words)
    for_no, for_yes = (sum(tally[step] for step in side) for side in (NO, YES))
    given = for_no + for_yes
    return Recommendations(
        **{step: tally[step] for step in (*NO, *YES)},
        too_little=tally[TOO_LITTLE],
        not_asked=tally[NOT_ASKED],
        given=given,
        for_yes=for_yes,
        for_no=for_no,
        side="yes" if 2 * for_yes > given else "no" if 2 * for_no > given else None,
    )
