import io

import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.conditioning import condition
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.panelmix.stored import from_bytes, to_bytes
from tests.consensus.statistics.panelmix.asked import WEIGHTS, ratings_of
from tests.consensus.statistics.panelmix.tables import MIXED, drawn


def test_a_posterior_comes_back_from_its_bytes() -> None:
    posterior = solve(drawn(2), [(0.4, MIXED), (0.6, Ratios(1.0, 2.0, 3.0, 4.0, 5.0))])
    found = from_bytes(to_bytes(posterior))
    assert (found.targets, found.raters, found.items) == (posterior.targets, posterior.raters, posterior.items)
    for name in ("rater", "item", "met", "part"):
        assert getattr(found, name).tolist() == getattr(posterior, name).tolist()
    for node, kept in zip(found.nodes, posterior.nodes, strict=True):
        assert (node.weight, node.ratios, node.residual) == (kept.weight, kept.ratios, kept.residual)
        assert node.mean.tolist() == kept.mean.tolist()
        assert node.covariance == pytest.approx(kept.covariance, rel=1e-6)
        assert (node.covariance == node.covariance.T).all()
    assert to_bytes(found) == to_bytes(posterior)


def test_what_is_read_from_bytes_answers_alike() -> None:
    table = drawn(2)
    posterior = solve(table, [(1.0, MIXED)])
    one, other = (
        condition(kept, ratings_of(table, "t1"), WEIGHTS, "t1") for kept in (posterior, from_bytes(to_bytes(posterior)))
    )
    assert one.overall.mean == pytest.approx(other.overall.mean, abs=1e-9)
    assert one.overall.sd == pytest.approx(other.overall.sd, abs=1e-6)


def test_bytes_hold_half_of_a_covariance_in_single_precision() -> None:
    posterior = solve(drawn(2, targets=40, raters=25, share=0.4), [(1.0, MIXED)])
    size = len(posterior.nodes[0].mean)
    assert len(to_bytes(posterior)) < 4 * size * (size + 1) / 2 + 8 * size * 4 + 6000


@pytest.mark.parametrize("content", [b"", b"nonsense", to_bytes(solve(drawn(2), [(1.0, MIXED)]))[:500]])
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="posterior"):
        from_bytes(content)


def test_bytes_of_something_else_are_refused() -> None:
    stream = io.BytesIO()
    np.savez(stream, weight=np.ones(2))
    with pytest.raises(ValueError, match="posterior"):
        from_bytes(stream.getvalue())
