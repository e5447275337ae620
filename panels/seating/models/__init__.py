"""A candidate, the panel that meets her, its interviews and the seats on them.

Nothing here says whether a scorecard is begun or submitted: raters read these rows.
"""

from panels.seating.models.candidates import Candidate, CandidateFile, CandidateLink, Recusal
from panels.seating.models.panels import Panel
from panels.seating.models.questions import PanelQuestion
from panels.seating.models.reminders import LateList, ReminderPolicy
from panels.seating.models.seats import Interview, Seat, SeatLink

__all__ = [
    "Candidate",
    "CandidateFile",
    "CandidateLink",
    "Interview",
    "LateList",
    "Panel",
    "PanelQuestion",
    "Recusal",
    "ReminderPolicy",
    "Seat",
    "SeatLink",
]
