"""How many of those that stand out would stand out by chance alone, when a dozen interviewers are looked at together.

Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300,
doi:10.1111/j.2517-6161.1995.tb02031.x.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

RATE = 0.05
"""The share of false alarms among all alarms that a measure may expect to raise."""


def q_values(p: Sequence[float]) -> list[float]:
    """For each p the lowest rate at which its test is still rejected: min over j >= i of m p_(j) / j, at most 1."""
    m = len(p)
    order = np.argsort(p, kind="stable")
    raised = np.asarray(p, dtype=np.float64)[order] * (m / np.arange(1, m + 1))
    q = np.empty(m)
    q[order] = np.minimum.accumulate(raised[::-1])[::-1]
    return [min(1.0, float(one)) for one in q]
