"""Whether a panel opened as the rule says, and whether its reports and decisions are those that were made."""

from __future__ import annotations

from interviews.audit.canonical import seal_of
from interviews.audit.models import Entry
from panels.consensus.digest import report_digest
from panels.consensus.models import Report
from panels.decisions.models import Decision
from panels.overview.verifying.cards import check_cards
from panels.overview.verifying.chains import check_chain, last_of, sealed
from panels.overview.verifying.findings import Finding, Findings
from panels.overview.verifying.reading import PanelRows
from panels.scorecards.models import Standing
from panels.seating.choices import SeatKind, SeatState
from panels.seating.models import Seat

FEWEST = 2
LEFT = {SeatState.EXCUSED: "seat.excused", SeatState.REPLACED: "seat.replaced", SeatState.REMOVED: "seat.removed"}
GIVEN = {"seat.added", "seat.changed"}
TIMES = {
    "sent_at": "panel.sent",
    "closed_at": "panel.closed",
    "ended_at": "panel.ended",
    "revealed_at": "panel.revealed",
}


def check_panel(rows: PanelRows, rubric: str) -> Findings:
    """`rubric` is the digest of what the panel's rubric says now."""
    where = f"panel {rows.panel.uuid}"
    yield from check_chain(where, rows.entries, rows.head)
    yield from _times(rows, where)
    yield from _seats(rows, where)
    yield from _opening(rows, where)
    yield from check_cards(rows)
    for report in rows.reports:
        yield from _report(rows, report, rubric)
    yield from _reports_there(rows, where)
    yield from _decisions(rows, where)


def _times(rows: PanelRows, where: str) -> Findings:
    panel = rows.panel
    for column, verb in TIMES.items():
        if (getattr(panel, column) is None) != (last_of(rows.entries, verb) is None):
            yield Finding(where, f"{column} and the audit disagree about whether “{verb}” happened")
    opened = last_of(rows.entries, "panel.revealed")
    if opened is not None and opened.details.get("at", str(panel.revealed_at)) != str(panel.revealed_at):
        yield Finding(where, "revealed_at is not the time that the audit has")
    if (panel.decided_at is None) != (not rows.decisions):
        yield Finding(where, "decided_at and the decisions disagree")


def _seats(rows: PanelRows, where: str) -> Findings:
    candidate = rows.panel.candidate.user_id
    for seat in rows.seats:
        name = f"{where}, seat {seat.uuid}"
        if candidate is not None and seat.interviewer_id == candidate:
            yield Finding(name, "the interviewer is the candidate")
        for state, verb in LEFT.items():
            if (seat.state == state) != (last_of(rows.entries, verb, seat.pk) is not None):
                yield Finding(name, f"its state and the audit disagree about whether it is {state.label}")
        if _interviewer_recorded(rows, seat) not in (None, seat.interviewer_id):
            yield Finding(name, "the audit has another interviewer for it")
        if seat.state == SeatState.MISSING and rows.panel.revealed_at is None:
            yield Finding(name, "it counts as missing though scorecards have not opened")


def _interviewer_recorded(rows: PanelRows, seat: Seat) -> int | None:
    """Whom the seat was given last; None where it came from elsewhere."""
    found = [entry for entry in rows.entries if entry.verb in GIVEN and entry.subject_id == seat.pk]
    return found[-1].details.get("interviewer") if found else None


def _opening(rows: PanelRows, where: str) -> Findings:
    """Opened when all counted cards were in, or closed with two; nobody was waited for and forgotten."""
    if rows.panel.revealed_at is None:
        return
    before = {version.seat_id for version in rows.versions if version.standing == Standing.BEFORE}
    counted = [seat for seat in rows.seats if seat.kind == SeatKind.INDEPENDENT and seat.state == SeatState.ACTIVE]
    waiting = [seat for seat in counted if seat.pk not in before]
    if waiting:
        yield Finding(where, "scorecards are open though a counted one was not in")
    if len(counted) < (FEWEST if rows.panel.closed_at else 1):
        yield Finding(where, "scorecards are open with too few of them in")
    for seat in rows.seats:
        if seat.state == SeatState.MISSING and seat.pk in before and _waited_for(seat):
            yield Finding(f"{where}, seat {seat.uuid}", "it counts as missing though its card was in")


def _waited_for(seat: Seat) -> bool:
    return seat.kind in {SeatKind.INDEPENDENT, SeatKind.SHADOW}


def _report(rows: PanelRows, report: Report, rubric: str) -> Findings:
    name = f"report {report.uuid}"
    entry = last_of(rows.entries, "report.built", report.pk)
    if not sealed(entry, seal_of(report, Report.SEALED)):
        yield Finding(name, "it is not what the audit says was built")
    content = report.content
    named = content.get("rubric", {})
    if (named.get("id"), named.get("digest")) != (rows.panel.rubric_id, rubric):
        yield Finding(name, "the rubric is not what it was when the report was built")
    receipts = [card.get("receipt") for card in content.get("cards", [])]
    expected = report_digest(
        rubric_id=rows.panel.rubric_id,
        rubric=rubric,
        receipts=receipts,
        with_late=report.with_late,
        calibration=report.calibration.digest if report.calibration else None,
        adjusted=content.get("adjusted") is not None,
    )
    if expected != report.digest:
        yield Finding(name, "its digest does not follow from what it names")
    if not set(receipts) <= {version.receipt for version in rows.versions}:
        yield Finding(name, "it counts a scorecard that is not there")


def _reports_there(rows: PanelRows, where: str) -> Findings:
    owed = any(one.done_at is None or one.failure == "CardErased" for one in rows.owed)
    if rows.panel.revealed_at is not None and not rows.reports and not owed:
        yield Finding(where, "scorecards are open, and neither a report is there nor one owed")
    built = {entry.subject_id for entry in rows.entries if entry.verb == "report.built"}
    for missing in sorted(built - {report.pk for report in rows.reports}, key=str):
        yield Finding(where, f"the audit has a report ({missing}) that is not there")


def _erased_decision(name: str, entry: Entry | None, decision: Decision) -> Findings:
    """Its seal went with its words; outcome and report still stand in the audit."""
    said = entry.details if entry is not None else {}
    if (said.get("outcome"), said.get("report")) != (decision.outcome, decision.report_digest):
        yield Finding(name, "it is not what the audit says was decided")
    if decision.reasons != "erased":
        yield Finding(name, "the audit has its words erased, and they are there")


def _decisions(rows: PanelRows, where: str) -> Findings:
    made = {e.subject_id: e for e in rows.entries if e.verb in {"decision.made", "decision.superseded"}}
    digests = {report.digest for report in rows.reports}
    for number, decision in enumerate(rows.decisions, 1):
        name = f"{where}, decision {decision.number}"
        entry = made.pop(decision.pk, None)
        if last_of(rows.entries, "decision.erased", decision.pk) is not None:
            yield from _erased_decision(name, entry, decision)
        elif not sealed(entry, seal_of(decision, Decision.SEALED)):
            yield Finding(name, "it is not what the audit says was decided")
        if decision.number != number:
            yield Finding(name, f"it should be number {number}")
        if decision.report_digest not in digests:
            yield Finding(name, "it rests on a report that is not there")
    if made:
        yield Finding(where, "the audit has a decision that is not there")
