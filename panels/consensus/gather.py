"""From the counted scorecards to the statistics and back: the only file that knows both worlds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from interviews.roles.models import Competency, Rubric
from panels.consensus.counted import Counted
from panels.consensus.digest import METHOD
from panels.consensus.rounding import rounded
from panels.consensus.statistics import ratings
from panels.consensus.statistics.variances import Calibration
from panels.consensus.statistics.whole import CompetencyResult, PanelResult, compute
from panels.scorecards.models import SubmittedPayload


class CardErased(Exception):
    """A counted card's text was erased: reports stored before stand, a new one cannot be built."""


def content_of(
    counted: Counted, *, calibration: Calibration | None = None, adjusted: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the report says: numbers and ids, never a text, so that an erased card is erased here too.

    `calibration` is the one whose digest `counted` was gathered with. `adjusted` is the adjusted score as it is to be
    stored, `{"refused": reason}` where adjustment is on and not to be had, None while it is off. Raises CardErased.
    """
    rubric = counted.panel.rubric
    competencies = list(rubric.competencies.all())
    cards = list(zip(counted.versions, _payloads(counted), strict=True))
    given = ratings_of(rubric, competencies, [payload for _, payload in cards])
    result = compute(given, calibration)
    return {
        "method": METHOD,
        "with_late": counted.with_late,
        "calibration": _calibration(calibration),
        "rubric": {"id": rubric.pk, "number": rubric.number, "digest": counted.rubric_digest},
        "scale": asdict(given.scale),
        "cards": [
            {
                "seat": version.seat_id,
                "receipt": version.receipt,
                "standing": version.standing,
                "recommendation": payload["recommendation"],
                "discussed": payload["discussed"],
            }
            for version, payload in cards
        ],
        "competencies": [
            _competency(competency, one, found)
            for competency, one, found in zip(competencies, given.competencies, result.competencies, strict=True)
        ],
        **_whole(result),
        "adjusted": rounded(adjusted),
    }


def ratings_of(
    rubric: Rubric, competencies: Sequence[Competency], payloads: Sequence[dict[str, Any]]
) -> ratings.PanelRatings:
    """The statistics' input: each competency of the rubric with what each card said about it."""
    return ratings.PanelRatings(
        scale=ratings.Scale(low=rubric.scale.low, high=rubric.scale.high),
        hire_line=None if rubric.hire_line is None else float(rubric.hire_line),
        competencies=tuple(
            ratings.Competency(
                id=competency.pk,
                weight=float(competency.weight),
                minimum=competency.minimum_level if competency.must_have else None,
                ratings=tuple(
                    ratings.Rating(payload["seat"], row["level"], row["non_rating"], row["question"])
                    for payload in payloads
                    for row in payload["ratings"]
                    if row["competency"] == competency.pk
                ),
            )
            for competency in competencies
        ),
        recommendations=tuple(payload["recommendation"] for payload in payloads),
    )


def _payloads(counted: Counted) -> list[dict[str, Any]]:
    stored = dict(SubmittedPayload.objects.filter(version__in=counted.versions).values_list("version_id", "content"))
    if len(stored) < len(counted.versions):
        raise CardErased(f"panel {counted.panel.pk}: a counted card was erased")
    return [stored[version.pk] for version in counted.versions]


def _competency(competency: Competency, one: ratings.Competency, found: CompetencyResult) -> dict[str, Any]:
    content: dict[str, Any] = rounded(
        {
            "id": competency.pk,
            "key": str(competency.key),
            "name": competency.name,
            "weight": one.weight,
            "must_have": competency.must_have,
            "minimum": one.minimum,
            "scores": [
                {"seat": rating.seat, "level": rating.level} for rating in one.ratings if rating.level is not None
            ],
            "non_ratings": [
                {"seat": rating.seat, "kind": rating.non_rating} for rating in one.ratings if rating.level is None
            ],
            **asdict(found.description),
            "about_minimum": asdict(found.about_minimum) if found.about_minimum else None,
            "split": asdict(found.split) if found.split else None,
            "questions": found.questions,
            "coverage": asdict(found.coverage),
            "agreement": asdict(found.agreement),
            "interval": asdict(found.interval) if found.interval else None,
            "spread": asdict(found.spread) if found.spread else None,
        }
    )
    return content


def _whole(result: PanelResult) -> dict[str, Any]:
    content: dict[str, Any] = rounded(
        {
            "discuss": list(result.discuss),
            "overall": {**asdict(result.totals), "interval": _overall_interval(result)},
            "must_haves_met": result.must_haves_met,
            "hire_line": asdict(result.hire_line) if result.hire_line else None,
            "recommendations": asdict(result.recommendations),
            "stability": asdict(result.stability) if result.stability else None,
        }
    )
    return content


def _overall_interval(result: PanelResult) -> dict[str, Any] | None:
    """The raw mean's, also where an adjusted score stands beside it: that one brings its own."""
    return {**asdict(result.interval), "basis": "raw"} if result.interval else None


def _calibration(calibration: Calibration | None) -> dict[str, Any] | None:
    if calibration is None:
        return None
    return {name: value for name, value in asdict(calibration).items() if name != "variances"}
