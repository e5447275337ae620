"""All statistics of one panel. The same ratings give the same answer, in whatever order they come."""

from dataclasses import dataclass

from panels.consensus.statistics import (
    agreement,
    coverage,
    descriptive,
    hire_line,
    must_haves,
    questions,
    recommendations,
    splits,
    spread,
    stability,
    standard_error,
)
from panels.consensus.statistics import totals as overall
from panels.consensus.statistics.ratings import Competency, PanelRatings, Scale
from panels.consensus.statistics.variances import Calibration, Variances


@dataclass(frozen=True)
class CompetencyResult:
    """`agreement` says itself why it holds no index. `interval` and `spread` are None without a calibration, and where
    the ratings are too few for them."""

    id: int
    description: descriptive.Description
    about_minimum: must_haves.AboutMinimum | None
    split: splits.Split
    questions: str
    coverage: coverage.Coverage
    agreement: agreement.Agreement
    interval: standard_error.Interval | None
    spread: spread.Spread | None


@dataclass(frozen=True)
class PanelResult:
    """`interval` is that of the overall mean; None without a calibration or any rating."""

    competencies: tuple[CompetencyResult, ...]
    discuss: tuple[int, ...]
    totals: overall.Totals
    interval: standard_error.Interval | None
    must_haves_met: bool | None
    hire_line: hire_line.Line | None
    recommendations: recommendations.Recommendations
    stability: stability.Stability | None


def compute(panel: PanelRatings, calibration: Calibration | None = None) -> PanelResult:
    """Conditions on the calibration and never fits one; what rests on it stays out where there is none."""
    v = calibration.variances if calibration else None
    found = tuple(_competency(competency, panel.scale, v) for competency in panel.competencies)
    total = overall.totals(
        [
            overall.Part(competency.weight, result.description.mean, result.description.median)
            for competency, result in zip(panel.competencies, found, strict=True)
        ]
    )
    met = must_haves.all_met([result.about_minimum for result in found if result.about_minimum])
    return PanelResult(
        competencies=found,
        discuss=splits.in_order(panel.competencies, panel.scale),
        totals=total,
        interval=_interval(total.mean, standard_error.of_overall(panel.competencies, v) if v else None),
        must_haves_met=met,
        hire_line=None if panel.hire_line is None else hire_line.judge(panel.hire_line, total.mean, met),
        recommendations=recommendations.count(panel.recommendations),
        stability=stability.stability(panel),
    )


def _competency(competency: Competency, scale: Scale, v: Variances | None) -> CompetencyResult:
    scores = competency.levels
    described = descriptive.describe(scores)
    return CompetencyResult(
        id=competency.id,
        description=described,
        about_minimum=(None if competency.minimum is None else must_haves.about_minimum(scores, competency.minimum)),
        split=splits.split(scores, scale, competency.minimum),
        questions=questions.compare(competency.ratings),
        coverage=coverage.cover(competency.ratings),
        agreement=agreement.agreement(scores, scale),
        interval=_interval(described.mean, standard_error.of_competency(len(scores), v) if v and scores else None),
        spread=spread.compare(described.sd, len(scores), v) if v else None,
    )


def _interval(mean: float | None, sem: float | None) -> standard_error.Interval | None:
    return None if mean is None or sem is None else standard_error.interval(mean, sem)
