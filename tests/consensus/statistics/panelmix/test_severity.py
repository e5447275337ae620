import numpy as np
import pytest

from panels.consensus.statistics.panelmix.components import Ratios
from panels.consensus.statistics.panelmix.posterior import solve
from panels.consensus.statistics.panelmix.severity import severity
from tests.consensus.statistics import published
from tests.consensus.statistics.panelmix.tables import EDGES, MIXED, Dense, drawn


@pytest.mark.parametrize("ratios", EDGES)
def test_severity_is_the_prediction_written_out(ratios: Ratios) -> None:
    table = drawn(8, share=0.4)
    posterior = solve(table, [(1.0, ratios)])
    written = Dense.of(table, ratios)
    raters, cells = len(table.raters), len(posterior.rater)
    with_y = np.vstack(
        [
            ratios.interviewer * (np.arange(raters)[:, None] == table.rater),
            ratios.interviewer_competency
            * ((posterior.rater[:, None] == table.rater) & (posterior.item[:, None] == table.item)),
        ]
    )
    prior = np.array([ratios.interviewer] * raters + [ratios.interviewer_competency] * cells)
    mean, change = written.predicted(with_y, np.zeros((raters + cells, len(table.items))))
    sd = np.sqrt(written.expected_residual * (prior + np.diag(change)))
    found = severity(posterior)
    assert found.mean == pytest.approx(mean[:raters], abs=1e-8)
    assert found.by_item == pytest.approx(mean[raters:], abs=1e-8)
    assert found.sd == pytest.approx(sd[:raters], abs=1e-6)
    assert found.by_item_sd == pytest.approx(sd[raters:], abs=1e-6)


def test_severity_mixes_its_nodes() -> None:
    table = drawn(8)
    other = Ratios(0.2, 0.1, 0.9, 2.0, 0.3)
    one, two = (severity(solve(table, [(1.0, ratios)])) for ratios in (MIXED, other))
    both = severity(solve(table, [(0.3, MIXED), (0.7, other)]))
    mean = 0.3 * one.mean + 0.7 * two.mean
    assert both.mean == pytest.approx(mean)
    squares = 0.3 * (one.sd**2 + one.mean**2) + 0.7 * (two.sd**2 + two.mean**2)
    assert both.sd == pytest.approx(np.sqrt(squares - mean**2))


def test_severity_is_lme4s_on_the_writing_panel() -> None:
    model = published.expected("ptam4_writing")["primary_model"]
    v = model["vcov"]
    names = ("target", "target:item", "target:rater", "rater", "rater:item")
    ratios = Ratios(*(v[name] / v["Residual"] for name in names))
    found = severity(solve(published.table("ptam4_writing"), [(1.0, ratios)]))
    assert found.mean == pytest.approx(model["ranef"]["rater"]["mode"], abs=1e-4)
