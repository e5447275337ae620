"""Cholesky factors of dense symmetric matrices, and what is got from them.

SciPy's linear algebra takes a third of a second to load, which a worker pays at its first fit and not at its start.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from panels.consensus.statistics.table import Floats


class NotPositiveDefinite(ArithmeticError):
    """The matrix has no Cholesky factor."""


@cache
def _lapack() -> Any:
    from scipy.linalg import lapack  # noqa: PLC0415 -- see the module's docstring

    return lapack


def factor(matrix: Floats) -> Floats:
    """L, lower triangular, with L L' = `matrix` (n, n); zeros above. Raises NotPositiveDefinite."""
    lower, info = _lapack().dpotrf(matrix, lower=1, clean=1)
    if info:
        raise NotPositiveDefinite
    return np.asarray(lower)


def solve(lower: Floats, right: Floats) -> Floats:
    """x with L L' x = `right` (n,) or (n, m)."""
    if not lower.size:
        return right.copy()
    found, _ = _lapack().dpotrs(lower, right, lower=1)
    return np.asarray(found)


def half_solve(lower: Floats, right: Floats) -> Floats:
    """z with L z = `right` (n,) or (n, m); z'z is right' (L L')^-1 right."""
    if not lower.size:
        return right.copy()
    found, _ = _lapack().dtrtrs(lower, right, lower=1)
    return np.asarray(found)


def inverse(lower: Floats) -> Floats:
    """(L L')^-1, whole and symmetric."""
    if not lower.size:
        return lower.copy()
    half, _ = _lapack().dpotri(lower, lower=1)
    return np.asarray(np.tril(half) + np.tril(half, -1).T)


def log_determinant(lower: Floats) -> float:
    """log |L L'|."""
    return 2.0 * float(np.log(np.diag(lower)).sum())
