"""What a stage left open: competencies that nobody or too few rated, splits, ratings that rest on little.

For the hiring manager and the recruiter, who may read it. Those who ask next get plain questions and no reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from interviews.accounts.models import User
from interviews.roles.models import Competency, Question
from panels.consensus.models import Report
from panels.consensus.page.assemble import assemble
from panels.consensus.page.rows import Detail
from panels.consensus.page.texts import Said
from panels.decisions.agenda import agenda
from panels.decisions.models import Debrief, SplitKind
from panels.scorecards.weak import hint
from panels.seating.models import Panel


@dataclass(frozen=True)
class Prepared:
    """A question of one of the role's kits; `asked_by` names who put it to this candidate already."""

    uuid: UUID
    text: str
    stage_id: int
    stage: str
    asked_by: tuple[str, ...]


@dataclass(frozen=True)
class OpenPoint:
    """A competency to ask about again. `asked` are questions of no kit, each with those who asked it."""

    key: UUID
    name: str
    must_have: bool
    reasons: tuple[str, ...]
    questions: tuple[Prepared, ...]
    asked: tuple[tuple[str, tuple[str, ...]], ...]


def open_points(panel: Panel, *, reader: User) -> list[OpenPoint]:
    """In the order of the debrief's agenda, then in the rubric's. None without a report that the reader may read."""
    report = Report.objects.visible_to(reader).on_the_table(panel).select_related("calibration").first()
    if report is None:
        return []
    page = assemble(panel=panel, report=report, first=report, reader=reader)
    reasons = {one.row.id: _reasons(one) for one in page.details}
    for competency, words in _left_open(panel, reader).items():
        reasons.setdefault(competency, []).append(words)
    ranked = [one.competency for one in agenda(report.content)]
    details = sorted(
        (one for one in page.details if reasons[one.row.id]),
        key=lambda one: ranked.index(one.row.id) if one.row.id in ranked else len(ranked),
    )
    keys = dict(Competency.objects.filter(rubric=panel.rubric_id).values_list("pk", "key"))
    kits = _kits(panel, [keys[one.row.id] for one in details])
    return [_point(one, keys[one.row.id], reasons[one.row.id], kits[keys[one.row.id]]) for one in details]


def _reasons(detail: Detail) -> list[str]:
    """What the machine knows; why it is so, nobody but the panel can say."""
    row, scores = detail.row, detail.row.scores
    if not scores:
        return ["Nobody rated it."]
    found = []
    if row.state == "split":
        found.append(f"Ratings lie apart: {min(scores)} and {max(scores)}.")
    if row.must_have and len(scores) == 1:
        found.append("A must-have that one interviewer alone has rated.")
    rated = [one for one in detail.said if one.level is not None and not one.erased]
    little = sum(_says_little(one) for one in rated)
    if little * 2 > len(rated):
        found.append(f"{little} of {len(rated)} ratings rest on little that others could weigh.")
    return found


def _says_little(said: Said) -> bool:
    return not said.evidence.strip() or bool(hint(said.evidence))


def _left_open(panel: Panel, reader: User) -> dict[int, str]:
    """What the debrief left for the next stage, by competency."""
    debrief = Debrief.objects.visible_to(reader).filter(panel=panel).first()
    items = debrief.items.filter(kind=SplitKind.OPEN) if debrief else ()
    return {item.competency_id: f"The debrief left it open{f': {item.note}' if item.note else '.'}" for item in items}


def _kits(panel: Panel, keys: Sequence[UUID]) -> dict[UUID, list[Question]]:
    """What the role's kits ask on each competency, stage by stage."""
    found: dict[UUID, list[Question]] = defaultdict(list)
    rows = Question.objects.filter(section__stage__role=panel.role_id, section__competency_key__in=keys)
    for question in rows.select_related("section__stage").order_by("section__stage__position", "position", "pk"):
        found[question.section.competency_key].append(question)
    return found


def _point(detail: Detail, key: UUID, reasons: Sequence[str], kit: Iterable[Question]) -> OpenPoint:
    asked: dict[str, list[Said]] = defaultdict(list)
    for said in detail.said:
        if said.question.strip():
            asked[_plain(said.question)].append(said)
    questions = tuple(
        Prepared(
            question.uuid,
            question.text,
            question.section.stage_id,
            question.section.stage.name,
            tuple(said.name for said in asked.get(_plain(question.text), ())),
        )
        for question in kit
    )
    known = {_plain(question.text) for question in questions}
    others = tuple(
        (said[0].question.strip(), tuple(one.name for one in said)) for text, said in asked.items() if text not in known
    )
    return OpenPoint(key, detail.row.name, detail.row.must_have, tuple(reasons), questions, others)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
