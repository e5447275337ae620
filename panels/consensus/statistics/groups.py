"""Which candidates cannot be told apart: groups instead of ranks.

Scores that rest on a few interviewers do not bear an order one by one (Goldstein & Spiegelhalter 1996, League tables
and their limitations, doi:10.2307/2983325). Whether two scores differ is a matter of the pair, not of whether their own
intervals touch (Goldstein & Healy 1995, doi:10.2307/2983411): the two may share interviewers, so the covariance counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, inf, sqrt

APART = 0.80

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Group:
    """`members` are places in the vector, the highest mean first and then by place.

    `also_above` are those who cannot be told from the last of the group above either: a border is not a cliff.
    `assumed`: a comparison that made this group runs between components, so it rests on no common interviewer.
    """

    members: tuple[int, ...]
    also_above: frozenset[int]
    assumed: bool


def probability_better(i: int, j: int, mu: Vector, V: Matrix) -> float:
    """P(i better than j) = Phi((mu_i - mu_j) / sd), sd^2 = V_ii + V_jj - 2 V_ij.

    Without variance the larger is better for certain, and equal ones are so with 1/2. A variance that rounding left
    below zero is none.
    """
    difference = mu[i] - mu[j]
    variance = max(0.0, V[i][i] + V[j][j] - 2 * V[i][j])
    if difference == 0.0:
        return 0.5
    z = difference / sqrt(variance) if variance > 0.0 else inf * difference
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))


def groups(mu: Vector, V: Matrix, component: Sequence[int]) -> tuple[Group, ...]:
    """Groups from the highest mean down, each opened by whoever is highest among those left.

    A group takes everybody whom its leader is not better than with more than .80. Leaders of equal mean open it
    together, and each of them takes: so no result depends on the order of the candidates. `V` is the covariance of the
    errors of `mu`, (n, n); `component` tells who is joined by common interviewers.
    """
    left = sorted(range(len(mu)), key=lambda i: (-mu[i], i))
    found: list[Group] = []
    above: tuple[int, ...] = ()
    while left:
        leaders = [i for i in left if mu[i] == mu[left[0]]]
        members = tuple(j for j in left if any(not _is_apart(i, j, mu, V) for i in leaders))
        last = [i for i in above if mu[i] == mu[above[-1]]]
        compared = {component[i] for i in (*members, *last)}
        found.append(
            Group(
                members=members,
                also_above=frozenset(j for j in members if any(not _is_apart(i, j, mu, V) for i in last)),
                assumed=len(compared) > 1,
            )
        )
        left = [i for i in left if i not in members]
        above = members
    return tuple(found)


def _is_apart(i: int, j: int, mu: Vector, V: Matrix) -> bool:
    return probability_better(i, j, mu, V) > APART
