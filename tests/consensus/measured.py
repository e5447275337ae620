"""Reports that rest on a calibration which nobody fitted: the figures of a writing panel, handed in."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from panels.consensus.counted import gather
from panels.consensus.gather import content_of
from panels.consensus.models import Report
from panels.consensus.statistics.variances import Calibration
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel
from tests.consensus.priya import CODE, DESIGN, INCIDENTS, fill
from tests.consensus.statistics.panels import WRITING
from tests.factories import make_candidate, make_panel, make_role, make_user

CALIBRATION = Calibration(id=1, number=3, digest="c" * 64, panels=40, ratings=412, interviewers=12, variances=WRITING)


def adjusted_for(panel: Panel, *, mean: float = 3.55, review: bool = False) -> dict[str, Any]:
    """Such as the calibration's posterior would give: every competency a little lower than it was rated."""
    return {
        "overall": {"mean": mean, "low": mean - 0.4, "high": mean + 0.4, "sd": 0.4 / 1.96},
        "competencies": {
            str(pk): {"mean": 3.4, "low": 2.8, "high": 4.0}
            for pk in panel.rubric.competencies.values_list("pk", flat=True)
        },
        "shift": mean - 67 / 18,
        "shift_sd": 0.06,
        "review": review,
    }


@transaction.atomic
def store(panel: Panel, *, calibration: Calibration | None = CALIBRATION, adjusted: Any = None) -> Report:
    """As the worker does it, and with its rights: `as_worker` is the caller's matter."""
    counted = gather(
        panel,
        among=SubmittedVersion.objects.all(),
        with_late=False,
        calibration=calibration.digest if calibration else None,
        adjusted=adjusted is not None,
    )
    content = content_of(counted, calibration=calibration, adjusted=adjusted)
    return Report.objects.create(panel=panel, digest=counted.digest, method=content["method"], content=content)


def make_six() -> Panel:
    """Six people on everything: enough for an index. One must-have hangs on a single rating."""
    role = make_role(
        "Reviewer",
        lead=make_user("Amara Diallo"),
        competencies=[DESIGN, INCIDENTS, CODE],
        must_have=[INCIDENTS],
        hire_line="3.2",
    )
    raters = [
        make_user(name) for name in ("Ana Petrov", "Ben Okafor", "Cleo Marin", "Dov Katz", "Eva Lund", "Finn Roy")
    ]
    panel = make_panel(role=role, lead=role.lead, raters=raters, candidate=make_candidate("Lena Voss"))
    levels = zip((4, 4, 4, 5, 4, 4), (2, 2, 3, 3, 3, 4), (1, 2, 5, 4, 1, 5), strict=True)
    for person, (design, incidents, code) in zip(raters, levels, strict=True):
        fill(panel, person, levels={DESIGN: design, INCIDENTS: incidents, CODE: code}, recommendation="yes")
    panel.refresh_from_db()
    return panel
