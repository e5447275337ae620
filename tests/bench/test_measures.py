"""The parts that take no time; the others are the same code on more ratings."""

import json
from pathlib import Path

import pytest

from bench import measures
from tests.consensus.statistics import published


def test_insteval_gives_variances_and_times() -> None:
    found = measures.insteval(published.FOLDER / "irr_anxiety" / "ratings.csv")
    assert found["variance"] == pytest.approx({"target": 0.39912, "rater": 0.16842, "residual": 1.44825}, abs=1e-4)
    assert found["fit"].keys() == found["deviations"].keys() == {"cpu_seconds", "wall_seconds"}


def test_main_prints_one_part_as_json(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(measures.PARTS, "quick", lambda file: {"file": str(file)})
    measures.main(part="quick", file="x.csv")
    found = json.loads(capsys.readouterr().out)
    assert found["file"] == str(Path("x.csv"))
    assert found["peak_mb"] > 0
