"""What is asked and how it is scored, set up before any candidate.

The rubric (competencies, scale, anchors, weights, minimums, hire line) is frozen once published; the kit
(questions, time plan, instructions of a stage) stands apart and may be mended at any time.
"""

from interviews.roles.models.jobs import Role, Stage
from interviews.roles.models.kickoffs import Kickoff, KickoffVote, Participant, ProfileRead
from interviews.roles.models.kits import KitSection, Question
from interviews.roles.models.library import LibraryAnchor, LibraryCompetency, LibraryQuestion
from interviews.roles.models.rubrics import Anchor, Competency, Level, Rubric, RubricState, Scale

__all__ = [
    "Anchor",
    "Competency",
    "Kickoff",
    "KickoffVote",
    "KitSection",
    "Level",
    "LibraryAnchor",
    "LibraryCompetency",
    "LibraryQuestion",
    "Participant",
    "ProfileRead",
    "Question",
    "Role",
    "Rubric",
    "RubricState",
    "Scale",
    "Stage",
]
