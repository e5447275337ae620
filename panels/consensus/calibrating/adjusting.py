"""The adjusted score of one candidate, as a report stores it: the stored calibration conditioned on her ratings."""

from __future__ import annotations

from typing import Any

from panels.consensus.basis import Basis
from panels.consensus.calibrating.reading import item_of
from panels.consensus.counted import Counted
from panels.consensus.models import Calibration, Posterior
from panels.consensus.statistics.panelmix.conditioning import Conditioned, condition
from panels.consensus.statistics.panelmix.mixture import Estimate
from panels.consensus.statistics.panelmix.rules import evidence, may_adjust, needs_review
from panels.consensus.statistics.panelmix.stored import from_bytes
from panels.scorecards.models import SubmittedPayload

NO_CALIBRATION = "no_calibration"
Ratings = list[tuple[str, str, float]]


def adjusted_of(counted: Counted, basis: Basis) -> dict[str, Any] | None:
    """None while adjustment is off; `{"refused": code}` where it is on and these ratings do not carry it."""
    if not basis.adjusted:
        return None
    if basis.calibration is None:
        return {"refused": NO_CALIBRATION}
    panel = counted.panel
    of_item = {item_of(panel.role_id, one.key): one for one in panel.rubric.competencies.all()}
    ratings = _ratings(counted)
    found = _condition(basis.calibration, ratings, {item: float(one.weight) for item, one in of_item.items()}, counted)
    if isinstance(found, str):
        return {"refused": found}
    return {
        "overall": {**_shown(found.overall), "sd": found.overall.sd},
        "competencies": {str(of_item[item].pk): _shown(value) for item, value in found.items.items()},
        "shift": found.shift,
        "shift_sd": found.shift_sd,
        "review": needs_review(found.shift, found.shift_sd),
    }


def _condition(
    calibration: Calibration, ratings: Ratings, weights: dict[str, float], counted: Counted
) -> Conditioned | str:
    """The code of why not, where it may not be shown."""
    content, panel = calibration.content, counted.panel
    data = bytes(Posterior.objects.get(calibration=calibration).data)
    if content["sampled"] or not data:
        return "sampled"
    posterior = from_bytes(data)
    refused = may_adjust(
        evidence(
            posterior,
            [rater for rater, _, _ in ratings],
            role_candidates=content["roles"].get(str(panel.role_id), {"panels": 0})["panels"],
            separable=content["separable"]["interviewer"],
            sampled=content["sampled"],
        )
    )
    if refused:
        return refused
    found = condition(posterior, ratings, weights, target=str(panel.pk))
    return found if isinstance(found, Conditioned) else found.code


def _ratings(counted: Counted) -> Ratings:
    """As the calibration knows them: interviewer, the role's competency, level. Who gave none gives no row."""
    payloads = SubmittedPayload.objects.filter(version__in=counted.versions).order_by("version__seat_id")
    return [
        (str(author), item_of(counted.panel.role_id, row["key"]), float(row["level"]))
        for author, content in payloads.values_list("author_id", "content")
        for row in content["ratings"]
        if row["level"] is not None
    ]


def _shown(value: Estimate) -> dict[str, float]:
    return {"mean": value.mean, "low": value.low, "high": value.high}
