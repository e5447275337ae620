"""Tables for spreadsheets: what begins like a formula is never run, numbers are numbers."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from interviews.web.sheets import Cell, as_csv, as_xlsx, download

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
ROWS: list[list[Cell]] = [["Zoë, Müller", 3, 3.7, None], ["=1+1", -2, None, "https://x.example/"]]


def cells(content: bytes) -> dict[str, str | float]:
    """By place: texts from the shared ones, numbers as they are."""
    with ZipFile(BytesIO(content)) as archive:
        strings = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        names = archive.namelist()
    assert not [name for name in names if "hyperlink" in name or "vba" in name]
    assert sheet.findall(".//x:f", NS) == []
    assert sheet.findall(".//x:hyperlink", NS) == []
    texts = ["".join(one.itertext()) for one in strings.findall("x:si", NS)]
    found: dict[str, str | float] = {}
    for cell in sheet.findall(".//x:c", NS):
        value = cell.find("x:v", NS)
        if value is not None and value.text is not None:
            found[cell.attrib["r"]] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
    return found


def test_csv_keeps_numbers_and_disarms_texts() -> None:
    assert as_csv(["who", "n", "mean", "note"], ROWS).splitlines() == [
        "who,n,mean,note",
        '"Zoë, Müller",3,3.7,',
        "'=1+1,-2,,https://x.example/",
    ]


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_disarms_every_beginning_of_a_formula(beginning: str) -> None:
    assert f"'{beginning}cmd" in as_csv(["a"], [[f"{beginning}cmd"]])


def test_xlsx_holds_texts_and_numbers_and_runs_nothing() -> None:
    assert cells(as_xlsx(["who", "n", "mean", "note"], ROWS, name="A name that is longer than a sheet may have")) == {
        "A1": "who",
        "B1": "n",
        "C1": "mean",
        "D1": "note",
        "A2": "Zoë, Müller",
        "B2": 3.0,
        "C2": 3.7,
        "A3": "=1+1",
        "B3": -2.0,
        "D3": "https://x.example/",
    }


def test_download_has_a_name() -> None:
    answer = download("a,b\n", "text/csv; charset=utf-8", "board.csv")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="board.csv"',
    )
