"""A posterior as bytes, for the calibration's row: NumPy's own format, nothing in it that could run."""

from __future__ import annotations

import io
import json
from zipfile import BadZipFile

import numpy as np

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.posterior import Node, Posterior
from panels.consensus.statistics.table import Floats


def to_bytes(posterior: Posterior) -> bytes:
    """Covariances lose what lies beyond single precision and their upper half; the rest is kept as it is."""
    names = {"targets": sorted(posterior.targets), "raters": posterior.raters, "items": posterior.items}
    lower = np.tril_indices(len(posterior.items) + len(posterior.rater))
    nodes = posterior.nodes
    stream = io.BytesIO()
    np.savez(
        stream,
        names=np.frombuffer(json.dumps(names).encode(), dtype=np.uint8),
        rater=posterior.rater,
        item=posterior.item,
        met=posterior.met,
        part=posterior.part,
        weight=np.array([node.weight for node in nodes]),
        ratios=np.array([node.ratios.vector for node in nodes]),
        residual=np.array([node.residual for node in nodes]),
        mean=np.array([node.mean for node in nodes]),
        covariance=np.array([node.covariance[lower] for node in nodes], dtype=np.float32),
    )
    return stream.getvalue()


def from_bytes(content: bytes) -> Posterior:
    """Raises ValueError for what `to_bytes` did not write."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            found = dict(stored)
        names = json.loads(found["names"].tobytes())
        return Posterior(
            targets=frozenset(names["targets"]),
            raters=tuple(names["raters"]),
            items=tuple(names["items"]),
            rater=found["rater"].astype(np.intp),
            item=found["item"].astype(np.intp),
            met=found["met"].astype(np.intp),
            part=found["part"].astype(np.intp),
            nodes=tuple(_node(found, number) for number in range(len(found["weight"]))),
        )
    except (KeyError, EOFError, OSError, TypeError, ValueError, BadZipFile) as error:
        raise ValueError("this is no posterior") from error


def _node(found: dict[str, Floats], number: int) -> Node:
    mean = found["mean"][number]
    covariance = np.zeros((len(mean), len(mean)))
    covariance[np.tril_indices(len(mean))] = found["covariance"][number]
    return Node(
        weight=float(found["weight"][number]),
        ratios=Ratios.of(found["ratios"][number]),
        residual=float(found["residual"][number]),
        mean=mean,
        covariance=covariance + np.tril(covariance, -1).T,
    )
