"""The command as people run it: no server, no database, a table or JSON, and a refusal line by line."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.consensus.statistics import published

ROOT = Path(__file__).parents[3]


def reference(name: str) -> str:
    return str(published.FOLDER / name / "ratings.csv")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("analyse", *arguments, stdout=out)
    return out.getvalue()


def result(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def test_analyse_gives_the_reference_as_json() -> None:
    found = result(reference("ptam4_writing"))
    expected = published.expected("ptam4_writing")
    v = expected["lmer_item_fixed"]["vcov"]
    assert found["two_way"]["variance"] == pytest.approx(
        {"target": v["target"], "rater": v["rater"], "residual": v["Residual"]}, rel=1e-3
    )
    assert found["two_way"]["reml_criterion"] == pytest.approx(expected["lmer_item_fixed"]["REMLcrit"], abs=1e-4)
    assert found["joint"]["reml_criterion"] == pytest.approx(expected["primary_model"]["REMLcrit"], abs=1e-4)
    assert found["n"] == {"ratings": 1776, "targets": 209, "raters": 10, "items": 3}


def test_analyse_gives_a_table_for_people() -> None:
    text = run(reference("irr_anxiety"), "--scale", "1-6")
    assert text.startswith("60 ratings: 20 targets, 3 raters, 1 item. Scale 1 to 6.\n\nDO RATERS AGREE?\n")
    assert "\n  Krippendorff's alpha, ordinal     0.228                -                               20\n" in text


def test_analyse_without_item_effect() -> None:
    assert "items" not in result(reference("ptam4_writing"), "--no-item-effect")["two_way"]


@pytest.mark.slow
def test_analyse_needs_no_server_and_no_database(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("CONCORD", "DATABASE", "PG"))
    } | {"CONCORD_DATA": str(tmp_path / "nothing")}
    done = subprocess.run(
        [sys.executable, "manage.py", "analyse", reference("lme4_penicillin"), "--json"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["two_way"]["reml_criterion"] == pytest.approx(330.8605889996, abs=1e-4)
    assert done.stderr == ""
    assert not (tmp_path / "nothing").exists()


def test_analyse_names_each_wrong_line_and_prints_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    file.write_text("target,rater,item,rating\na,r,x,3\nb,r,x\nc,r,x,good\nd,r,x,9\n")
    out = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("analyse", str(file), "--scale", "1-5", stdout=out)
    assert str(refusal.value).splitlines() == [
        "Nothing was analysed.",
        "Line 3: 3 cells where 4 are needed.",
        "Line 4: the rating 'good' is not a number.",
        "Line 5: the rating 9 is off the scale 1 to 5.",
    ]
    assert (out.getvalue(), refusal.value.returncode) == ("", 1)


def test_analyse_refuses_a_file_that_is_not_there() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read: No such file or directory\.$"):
        run("nowhere.csv")


def test_analyse_refuses_a_scale_that_is_none() -> None:
    with pytest.raises(CommandError, match=r"The scale is '5'; write the lowest and the highest level, as in 1-5\.$"):
        run(reference("irr_anxiety"), "--scale", "5")
