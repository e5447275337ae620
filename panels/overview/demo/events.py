"""What happened on a panel besides writing: somebody did not come, was replaced, was waited for in vain, withdrew."""

from __future__ import annotations

from interviews.accounts.models import User
from interviews.runtime.actor import acting_as
from panels.overview.demo.content import PanelStory, RoleStory
from panels.overview.demo.people import Cast
from panels.overview.demo.writing import Writer, amend
from panels.scorecards.chasing_actions import replace
from panels.scorecards.models import Recommendation
from panels.seating.actions.chasing import decline_seat, mark_did_not_happen
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.models import Panel, Seat


def play(story: PanelStory, *, panel: Panel, of: RoleStory, people: Cast, writer: Writer) -> None:
    """The cards in their order, then what the story tells; the last card that is waited for opens the panel."""
    recruiter = people[of.recruiter]
    for letter, card in story.cards.items():
        if card.is_begun and letter != story.late:
            writer.write(card, panel=panel, of=of, author=people[card.who])
    _trouble(story, panel=panel, people=people, recruiter=recruiter)
    if story.close_without:
        with acting_as(recruiter.pk):
            close_panel(panel=panel, actor=recruiter, reason=story.close_without["reason"])
        late = story.cards[story.late]
        writer.write(late, panel=panel, of=of, author=people[late.who])
    if story.amend:
        amend(
            panel=panel,
            author=people[story.cards[story.amend["slot"]].who],
            levels=[int(level) for level in story.amend["levels"].split()],
            recommendation=Recommendation(story.amend["recommendation"]),
            reason=story.amend["reason"],
        )
    if story.ending:
        with acting_as(recruiter.pk):
            end_panel(panel=panel, actor=recruiter, ending=story.ending["kind"], note=story.ending["note"])


def _trouble(story: PanelStory, *, panel: Panel, people: Cast, recruiter: User) -> None:
    if story.no_show:
        who = people[story.cards[story.no_show["slot"]].who]
        with acting_as(who.pk):
            interview = _seat(panel, who).interview
            mark_did_not_happen(interview=interview, actor=who, reason=story.no_show["reason"])
    if story.declines:
        who = people[story.cards[story.declines["slot"]].who]
        with acting_as(who.pk):
            decline_seat(seat=_seat(panel, who), actor=who, reason=story.declines["reason"])
    if story.replaced:
        seat = _seat(panel, people[story.cards[story.replaced["slot"]].who])
        with acting_as(recruiter.pk):
            replace(
                seat=seat,
                actor=recruiter,
                interviewer=people[story.replaced["by"]],
                reason=story.replaced["reason"],
                relation=seat.relation,
            )


def _seat(panel: Panel, user: User) -> Seat:
    return Seat.objects.active().select_related("interview").get(panel=panel, interviewer=user)
