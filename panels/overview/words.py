"""How a panel stands, in one line: only what its reader may know."""

from __future__ import annotations

from datetime import timedelta

from panels.overview.standing import SeatLine, Standing
from panels.seating.choices import PanelState, SeatKind


def span(length: timedelta) -> str:
    """A length of time as people say it: 2 days, 5 hours, 10 minutes."""
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        count = int(length.total_seconds() // size)
        if count >= 1:
            return f"{count} {word}{'' if count == 1 else 's'}"
    return "a moment"


def listed(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def late_words(line: SeatLine) -> str:
    due = line.seat.interview.due_at
    assert due is not None
    return f"{line.seat.interviewer.first_name} late by {span(line.now - due)}"


def late_sentence(late: list[SeatLine]) -> str:
    """The first two by name, so that the line stays a line."""
    named = [late_words(line) for line in late[:2]]
    if len(late) > 2:
        named.append(f"{len(late) - 2} more late")
    return ", ".join(named)


def progress_words(standing: Standing) -> str:
    """ "3 of 4 in, Dana late by 2 days"; empty where the reader may not know."""
    if not standing.shows_progress or not standing.counted:
        return ""
    words = f"{standing.number_in} of {len(standing.counted)} in"
    late = late_sentence(standing.late)
    return f"{words}, {late}" if late else words


def state_sentence(standing: Standing, *, own_is_in: bool = False) -> str:
    """The line under a panel's name. `own_is_in`: whether the reader's own card is submitted."""
    panel = standing.panel
    if panel.state == PanelState.DRAFT:
        return "Not sent yet: nobody has been asked."
    if panel.erased_at is not None:
        return "The candidate was erased. What remains are numbers, and who took part."
    if panel.ended_at is not None:
        return f"Ended: {panel.get_ending_display()}."
    if panel.revealed_at is None:
        return _running_sentence(standing, own_is_in)
    return _opened_sentence(standing, own_is_in)


def _running_sentence(standing: Standing, own_is_in: bool) -> str:
    rule = "Scorecards open when all are in."
    if standing.shows_progress:
        return f"{progress_words(standing)}. {rule}"
    if standing.own and standing.own.seat.kind == SeatKind.INFORMED:
        return f"{rule} You read them then."
    if not standing.own:
        return rule
    if own_is_in:
        return f"Yours is in. {rule}"
    if standing.leads:
        return "Yours is not in yet. Who else is in is shown once yours is."
    return f"Yours is not in yet. {rule}"


def _opened_sentence(standing: Standing, own_is_in: bool) -> str:
    panel = standing.panel
    if not standing.is_open:
        if standing.own and not own_is_in:
            return "Scorecards opened without yours. You can read the others once yours is in."
        return _closed_to_reader(standing)
    if panel.decided_at is not None:
        return f"{progress_words(standing)}. Decided."
    if standing.report_ready:
        return f"{progress_words(standing)}. The report is ready."
    if standing.report_failed:
        return f"{progress_words(standing)}. The report could not be built yet."
    return f"{progress_words(standing)}. The report is being built."


def _closed_to_reader(standing: Standing) -> str:
    if standing.own is None:
        return "You were on this panel, so its scorecards stay closed to you."
    if standing.panel.role.own_card_only:
        return "For this role, interviewers read their own scorecard only."
    return "The others' scorecards were open to you until 14 days after the decision."
