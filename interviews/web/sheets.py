"""A table for a spreadsheet: as CSV, and as XLSX with numbers that are numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import TypeAlias

from django.http import HttpResponse
from django.utils import timezone

Cell: TypeAlias = str | int | float | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """UTF-8 with a comma. A text that begins like a formula gets an apostrophe: a spreadsheet would run it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str) -> bytes:
    """One sheet with a heading that stays in sight. Texts are texts whatever they begin with; nothing is a link."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- 25 MB of every web process, for few who ask

    out = BytesIO()
    workbook = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": timezone.now().replace(tzinfo=None)})
    sheet = workbook.add_worksheet(name[:31])
    sheet.write_row(0, 0, columns, workbook.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    sheet.autofit()
    workbook.close()
    return out.getvalue()


def download(content: str | bytes, content_type: str, filename: str) -> HttpResponse:
    """`filename` is a name of ours, in ASCII without quotes."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
