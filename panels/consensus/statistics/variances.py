"""What a report of one candidate knows of how people rate on its scale: never fitted here, always handed in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variances:
    """The components of y = beta_c + p + (pc) + r + (rc) + (pr) + e, in squared levels; 0.0 for one not in the model.

    `candidate` p and `candidate_competency` pc are what is to be measured; `interviewer` r is severity,
    `interviewer_competency` rc severity on one competency, `candidate_interviewer` pr one interviewer's impression of
    one candidate, `residual` e the rest.
    """

    candidate: float
    candidate_competency: float
    interviewer: float
    interviewer_competency: float
    candidate_interviewer: float
    residual: float

    @property
    def of_one_rating(self) -> float:
        """v_r + v_rc + v_pr + v_e: how ratings of one candidate on one competency differ between interviewers."""
        return self.interviewer + self.interviewer_competency + self.candidate_interviewer + self.residual


@dataclass(frozen=True)
class Calibration:
    """The stored calibration that a report conditions on: which one, how much it rests on, what it found."""

    id: int
    number: int
    digest: str
    panels: int
    ratings: int
    interviewers: int
    variances: Variances
