"""The whole page, put together from a stored report and what its reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.accounts.models import User
from interviews.roles.models import Competency
from panels.consensus.models import Report
from panels.consensus.page import adjusted, cards, differences, holds, measures, texts, words
from panels.consensus.page.overall import Overall, overall_of
from panels.consensus.page.people import Names
from panels.consensus.page.rows import Detail, Discussion, Row, Source, detail_of, discussion_of, row_of
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel, Seat


@dataclass(frozen=True)
class ReportPage:
    """Read by `report.html` from top to bottom, in this order."""

    report: Report
    content: words.Content
    arrival: str
    not_given: str
    closed_without: list[str]
    headline: str
    not_settled: list[str]
    not_met: list[str]
    steps: list[tuple[str, list[str]]]
    too_little: list[str]
    must_haves: list[Row]
    others: list[Row]
    overall: Overall | None
    adjusted: adjusted.Adjusted | None
    not_adjusted: str
    held: list[holds.Held]
    small_numbers: str
    calibration: str
    discuss: list[Discussion]
    details: list[Detail]
    recommended: list[cards.Recommended]
    came: list[cards.Came]
    discussed: list[str]
    excused: list[str]
    late: list[cards.Shown]
    shadow: list[cards.Shown]
    informed: list[cards.Shown]
    amended: list[cards.Shown]
    because: str = ""
    moved: Sequence[str] = ()

    @property
    def measured(self) -> bool:
        """Whether there is any figure that wants explaining."""
        return bool(self.held or self.has_index or self.content["calibration"])

    @property
    def has_index(self) -> bool:
        return any((one.get("agreement") or {}).get("index") for one in self.content["competencies"])

    @property
    def weighed(self) -> bool:
        """Whether the line's verdict was asked under other weights."""
        return any(one["weights"] for one in (self.content.get("stability") or {"verdicts": ()})["verdicts"])


def assemble(*, panel: Panel, report: Report, first: Report, reader: User) -> ReportPage:
    """`first` is the report that this one stands beside; itself when it is the first."""
    content = report.content
    seats = list(Seat.objects.filter(panel=panel).select_related("interviewer"))
    versions = texts.read_versions(panel, reader)
    source = _source(panel, content, seats, versions)
    names = source.names
    counted = {version.receipt: version for version in versions}
    rows = [row_of(one, source) for one in content["competencies"]]
    of_id = {one["id"]: one for one in content["competencies"]}
    in_time = [seat for seat in seats if seat.counts]
    return ReportPage(
        report=report,
        content=content,
        arrival=words.arrival(content, len(in_time)),
        not_given=words.not_given(content),
        closed_without=_without_card(in_time, content, names),
        headline=words.headline(content),
        not_settled=words.not_settled(content),
        not_met=words.not_met(content),
        steps=cards.steps(content["cards"], names),
        too_little=[names[card["seat"]] for card in content["cards"] if card["recommendation"] == "too_little"],
        must_haves=[row for row in rows if row.must_have],
        others=[row for row in rows if not row.must_have],
        overall=overall_of(content),
        adjusted=adjusted.adjusted_of(content),
        not_adjusted=adjusted.refused(content),
        held=holds.held(content),
        small_numbers=words.small_numbers(content),
        calibration=measures.calibration(content),
        discuss=[discussion_of(of_id[key], source) for key in content["discuss"]],
        details=[detail_of(one, source) for one in content["competencies"]],
        recommended=[
            cards.recommended(card, counted.get(card["receipt"]), names)
            for card in content["cards"]
            if card["recommendation"]
        ],
        came=[cards.came(counted[card["receipt"]], names, card) for card in content["cards"]],
        discussed=[names[card["seat"]] for card in content["cards"] if card["discussed"]],
        excused=[names[seat.pk] for seat in seats if seat.state == "excused"],
        **_apart(content, versions, names),
        because=differences.because(first.content, content) if first != report else "",
        moved=differences.moved(first.content, content) if first != report else (),
    )


def _source(
    panel: Panel, content: words.Content, seats: Sequence[Seat], versions: Sequence[SubmittedVersion]
) -> Source:
    receipts = {card["receipt"]: card["seat"] for card in content["cards"]}
    said = {
        receipts[version.receipt]: texts.by_competency(found) if (found := texts.payload(version)) else None
        for version in versions
        if version.receipt in receipts
    }
    competencies = Competency.objects.filter(rubric_id=panel.rubric_id).prefetch_related("anchors")
    return Source(
        content=content,
        names=Names.of(seats),
        texts=said,
        competencies={competency.pk: competency for competency in competencies},
        level_names=dict(panel.rubric.scale.levels.values_list("value", "name")),
        interviews={seat.pk: seat.interview_id for seat in seats},
    )


def _without_card(seats: Sequence[Seat], content: words.Content, names: Names) -> list[str]:
    there = {card["seat"] for card in content["cards"]}
    return [names[seat.pk] for seat in seats if seat.pk not in there]


def _apart(content: words.Content, versions: Sequence[SubmittedVersion], names: Names) -> dict[str, list[cards.Shown]]:
    titles = {one["id"]: one["name"] for one in content["competencies"]}
    found = texts.set_apart(versions, {card["receipt"] for card in content["cards"]})
    return {
        "late": [cards.shown(one, names, titles) for one in found.late],
        "shadow": [cards.shown(one, names, titles) for one in found.shadow],
        "informed": [cards.shown(one, names, titles) for one in found.informed],
        "amended": [cards.amended(one, versions, names, titles) for one in found.amended],
    }
