"""What several of the scorecards' tests stand on."""

from __future__ import annotations

from interviews.accounts.models import User
from interviews.roles.models import KitSection, Question
from panels.scorecards.models import Scorecard
from panels.seating.models import Panel, Seat
from tests.factories import card_of, seat_of


def address(seat: Seat, *rest: str) -> str:
    return "/".join([f"/seats/{seat.uuid}/scorecard", *rest, ""])


def card_address(panel: Panel, user: User, *rest: str) -> str:
    return address(seat_of(panel, user), *rest)


def add_kit(panel: Panel) -> None:
    """Two questions for the first competency, minutes and instructions for all; the stage has a word as well."""
    panel.stage.instructions = "Begin with what the candidate brought."
    panel.stage.save()
    for position, competency in enumerate(panel.rubric.competencies.all()):
        section = KitSection.objects.create(
            stage=panel.stage,
            competency_key=competency.key,
            minutes=15,
            instructions=f"Stay with one example of {competency.name.lower()}.",
        )
        if position == 0:
            Question.objects.create(
                section=section, position=1, text="Tell me about the ledger migration.", follow_up="What broke first?"
            )
            Question.objects.create(section=section, position=2, text="A webhook arrives twice. What happens?")


def posted(card: Scorecard, **fields: str) -> dict[str, str]:
    """A complete card as the page sends it, level 3 for every competency; `fields` come on top.

    In keywords `_` stands before a competency's number: `evidence_12` is the field `evidence-12`.
    """
    sent = {"revision": str(card.revision), "recommendation": "yes", "recommendation_reason": "", "notes": ""}
    for competency in card.seat.competencies.all():
        sent |= {
            f"level-{competency.pk}": "3",
            f"question-{competency.pk}": "",
            f"evidence-{competency.pk}": "Walked through the fail-over step by step.",
        }
    for name, value in fields.items():
        stem, _, number = name.rpartition("_")
        sent[f"{stem}-{number}" if number.isdecimal() else name] = value
    return sent


def fresh(panel: Panel, user: User) -> Scorecard:
    """The card as it is stored now; call it acting as its author."""
    return card_of(panel, user)


def competency(panel: Panel, name: str = "System design") -> int:
    return panel.rubric.competencies.get(name=name).pk
