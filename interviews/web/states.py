"""Every state that a page may show: its word, its shape and its tone, always the three together.

Shapes are SVG on a 12 x 12 grid and differ without colour: a broken ring has not begun, a half disc is under way,
an eye is open to read, a tick is done, a bar is stopped, a triangle wants something.
"""

from typing import NamedTuple

BROKEN_RING = '<circle cx="6" cy="6" r="4.5" stroke-dasharray="2.4 2.3"/>'
RING = '<circle cx="6" cy="6" r="4.5"/>'
HALF = '<circle cx="6" cy="6" r="4.5"/><path class="solid" d="M6 1.5a4.5 4.5 0 0 1 0 9z"/>'
EYE = (
    '<path d="M1 6c1.2-2.2 2.9-3.3 5-3.3S9.8 3.8 11 6C9.8 8.2 8.1 9.3 6 9.3S2.2 8.2 1 6z"/>'
    '<circle class="solid" cx="6" cy="6" r="1"/>'
)
TICK = '<path d="M2 6.6 4.7 9.3 10 3"/>'
DISC_TICK = '<circle class="solid" cx="6" cy="6" r="4.6"/><path class="cut" d="M3.9 6.2 5.4 7.7 8.2 4.4"/>'
BAR = '<circle cx="6" cy="6" r="4.5"/><path d="M3 9 9 3"/>'
CROSS = '<path d="M3 3l6 6M9 3 3 9"/>'
OUT = '<path d="M5 2H2v8h3M5.5 6H11M8.5 3.5 11 6 8.5 8.5"/>'
TRIANGLE = '<path d="M6 1.8 11 10.4H1z"/><path d="M6 5v2.2"/>'
CLOCK = '<circle cx="6" cy="6" r="4.5"/><path d="M6 3.4V6l1.8 1"/>'
DOTS = '<path d="M2 6h.01M6 6h.01M10 6h.01" stroke-width="2.6"/>'
TURN = '<path d="M10 6a4 4 0 1 1-1.4-3M10 1.2V4H7.4"/>'
PLUS = '<path d="M6 2v8M2 6h8"/>'
SPLIT = '<path d="M5 2 1.5 6 5 10M7 2l3.5 4L7 10"/>'


class State(NamedTuple):
    word: str
    shape: str
    tone: str


STATES: dict[str, State] = {
    # panels, as they go through the house
    "draft": State("Draft", BROKEN_RING, "quiet"),
    "open": State("Open", HALF, "accent"),
    "revealed": State("Scorecards open", EYE, "news"),
    "decided": State("Decided", DISC_TICK, "good"),
    "cancelled": State("Cancelled", BAR, "quiet"),
    "withdrawn": State("Withdrew", OUT, "quiet"),
    # scorecards and seats
    "not_started": State("Not started", RING, "quiet"),
    "started": State("Draft saved", HALF, "accent"),
    "submitted": State("Submitted", TICK, "good"),
    "late": State("Late", TRIANGLE, "bad"),
    "late_blind": State("Late, still blind", TRIANGLE, "warn"),
    "due": State("Due today", CLOCK, "warn"),
    "waiting": State("Waiting", DOTS, "quiet"),
    "excused": State("Excused", BAR, "quiet"),
    "declined": State("Declined", CROSS, "warn"),
    "replaced": State("Replaced", TURN, "quiet"),
    "amended": State("Amended", TURN, "news"),
    # interviews
    "planned": State("Planned", RING, "quiet"),
    "happened": State("Happened", TICK, "good"),
    "no_show": State("No show", CROSS, "warn"),
    # rubrics, people, jobs, mail
    "published": State("Published", TICK, "good"),
    "superseded": State("Superseded", TURN, "quiet"),
    "active": State("Active", TICK, "good"),
    "invited": State("Invited", CLOCK, "warn"),
    "deactivated": State("Deactivated", BAR, "quiet"),
    "running": State("Running", HALF, "accent"),
    "done": State("Done", TICK, "good"),
    "failed": State("Failed", CROSS, "bad"),
    "sent": State("Sent", TICK, "good"),
    # what a competency shows
    "met": State("Met", TICK, "good"),
    "not_met": State("Not met", CROSS, "bad"),
    "split": State("Split", SPLIT, "warn"),
    "not_rated": State("Not rated", RING, "quiet"),
    # where the people of a kickoff stand
    "agreed": State("All agree", TICK, "good"),
    "near": State("Near", HALF, "quiet"),
    # what a version of a rubric does to an earlier one
    "added": State("New", PLUS, "good"),
    "removed": State("Left out", BAR, "warn"),
    "changed": State("Changed", TURN, "news"),
    # where panellists stand on a decision
    "support": State("Supports it", TICK, "good"),
    "can_live": State("Can live with it", HALF, "quiet"),
    "disagree": State("Disagrees", CROSS, "warn"),
    # warnings before something is sent
    "missing": State("Missing", TRIANGLE, "warn"),
    "covered": State("Covered", TICK, "good"),
}

TONES = frozenset({"quiet", "good", "warn", "bad", "news", "accent"})
