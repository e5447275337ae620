"""How reliable a mean over k interviewers and C competencies is, and how many interviewers a wanted reliability takes.

Generalizability theory, with the letters of R. L. Brennan (2001), Generalizability Theory,
doi:10.1007/978-1-4757-3456-0, chapters 3 to 5. For p x r x c, everybody rating everything,

    sigma^2(tau)   = v_p                           competencies random, drawn like interviewers
                   = v_p + v_pc / C                competencies fixed, the very ones that matter
    sigma^2(Delta) = (v_r + v_pr) / k + v_rc / (k C) + v_e / (k C)   + v_pc / C where competencies are random
    sigma^2(delta) = v_pr / k + v_e / (k C)                          + v_pc / C where competencies are random
    Phi = sigma^2(tau) / (sigma^2(tau) + sigma^2(Delta)),    E rho^2 = sigma^2(tau) / (sigma^2(tau) + sigma^2(delta)).

Phi is about the score itself, E rho^2 about the order of candidates who were all seen by the same interviewers.
Differences between competencies, which all candidates share, are no error here: every score is about the same ones.
"""

from math import ceil, sqrt

from panels.consensus.statistics.variances import Variances

ENOUGH = 1e-9  # rounding must not ask for one interviewer more


def two_way(target: float, rater: float, residual: float) -> Variances:
    """Components of one score for each target and rater."""
    return Variances(target, 0.0, rater, 0.0, 0.0, residual)


def true_variance(v: Variances, *, competencies: int, fixed: bool) -> float:
    """sigma^2(tau)."""
    return v.candidate + (v.candidate_competency / competencies if fixed else 0.0)


def absolute_error(v: Variances, k: float, *, competencies: int, fixed: bool) -> float:
    """sigma^2(Delta), whose root is the standard error of measurement."""
    of_interviewers = _of_one_interviewer(v, competencies) / k
    return of_interviewers + (0.0 if fixed else v.candidate_competency / competencies)


def relative_error(v: Variances, k: float, *, competencies: int, fixed: bool) -> float:
    """sigma^2(delta): what all candidates share does not change their order."""
    of_interviewers = v.candidate_interviewer / k + v.residual / (k * competencies)
    return of_interviewers + (0.0 if fixed else v.candidate_competency / competencies)


def phi(v: Variances, k: float, *, competencies: int, fixed: bool) -> float | None:
    """Phi(k, C); None where nothing varies."""
    error = absolute_error(v, k, competencies=competencies, fixed=fixed)
    return _share(true_variance(v, competencies=competencies, fixed=fixed), error)


def e_rho_squared(v: Variances, k: float, *, competencies: int, fixed: bool) -> float | None:
    """E rho^2(k, C); None where nothing varies but what all candidates share."""
    error = relative_error(v, k, competencies=competencies, fixed=fixed)
    return _share(true_variance(v, competencies=competencies, fixed=fixed), error)


def sem(v: Variances, k: float, *, competencies: int, fixed: bool) -> float:
    """The standard error of measurement, in levels."""
    return sqrt(absolute_error(v, k, competencies=competencies, fixed=fixed))


def interviewers_for(wanted: float, v: Variances, *, competencies: int, fixed: bool) -> int | None:
    """The smallest k with Phi(k, C) >= `wanted`, which lies between 0 and 1; None where no number of them suffices.

    More interviewers do not mend too few competencies: where those are random, v_pc / C stays.
    """
    stays = absolute_error(v, 1, competencies=competencies, fixed=fixed) - _of_one_interviewer(v, competencies)
    room = true_variance(v, competencies=competencies, fixed=fixed) * (1 - wanted) - wanted * max(0.0, stays)
    if room <= 0:
        return None
    return max(1, ceil(wanted * _of_one_interviewer(v, competencies) / room - ENOUGH))


def spearman_brown(rho_1: float, k: float) -> float:
    """k rho_1 / (1 + (k - 1) rho_1): the reliability of a mean of k from that of one (Spearman 1910, Brown 1910)."""
    return k * rho_1 / (1 + (k - 1) * rho_1)


def raters_for(wanted: float, rho_1: float) -> int | None:
    """The smallest whole k whose mean is as reliable as `wanted`, below 1; None where one rating says nothing."""
    if rho_1 <= 0:
        return None
    return max(1, ceil(wanted * (1 - rho_1) / (rho_1 * (1 - wanted)) - ENOUGH))


def _of_one_interviewer(v: Variances, competencies: int) -> float:
    """v_r + v_pr + (v_rc + v_e) / C, which k of them divide by k."""
    return v.interviewer + v.candidate_interviewer + (v.interviewer_competency + v.residual) / competencies


def _share(true: float, error: float) -> float | None:
    return true / (true + error) if true + error > 0 else None
