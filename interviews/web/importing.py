"""Importing a table in three steps: send it, read what would be made of it, make it. Nothing is stored in between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from interviews.web.sheets import as_csv, download
from interviews.web.tables import MOST_BYTES, Column, Line, Unreadable, read_table

SHOWN = 200


@dataclass(frozen=True)
class Fresh:
    """A line that would be made something of: what its form found, and the line in words."""

    line: int
    data: dict[str, Any]
    words: str


@dataclass(frozen=True)
class Known:
    line: int
    words: str


@dataclass(frozen=True)
class Wrong:
    """What is wrong in one cell, with what stands there."""

    line: int
    column: str
    sentence: str
    written: str = ""


@dataclass
class Checked:
    """Every line of a table is in one of the three."""

    fresh: list[Fresh] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def wrong_lines(self) -> int:
        return len({one.line for one in self.wrong})


@dataclass(frozen=True)
class Importer:
    """One kind of table. `check` writes nothing; `write` makes all or nothing and may refuse with a ValidationError."""

    one: str
    many: str
    columns: tuple[Column, ...]
    examples: tuple[tuple[str, ...], ...]
    most: int
    check: Callable[[Sequence[Line], Any], Checked]
    write: Callable[[Sequence[Fresh], Any], object]
    back: str
    after: str

    def counted(self, number: int) -> str:
        return f"{number} {self.one if number == 1 else self.many}"


class TableForm(forms.Form):
    file = forms.FileField(required=False, label="File", help_text="CSV in UTF-8, as Excel and others save it.")
    table = forms.CharField(
        required=False,
        label="Or paste it",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code"}),
        help_text="Cells copied from a spreadsheet work as they are. The first line names the columns.",
    )
    leave_out = forms.BooleanField(required=False)

    def content(self) -> bytes:
        """What was sent; a file goes before what was pasted. Raises Unreadable."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise Unreadable(f"This file is larger than {MOST_BYTES / 1_000_000:g} MB. Split it and import the parts.")
        content: bytes = file.read() if file is not None else self.cleaned_data["table"].encode()
        if not content.strip():
            raise Unreadable("Choose a file, or paste the table.")
        return content


def run(request: HttpRequest, importer: Importer) -> HttpResponse:
    """The page of an import, its example as a file (`?example`), and the answer to either of its buttons."""
    if "example" in request.GET:
        example = as_csv([column.name for column in importer.columns], importer.examples)
        return download(example, "text/csv; charset=utf-8", f"{importer.many.replace(' ', '-')}.csv")
    if request.method != "POST":
        return _page(request, importer, TableForm())
    form = TableForm(request.POST, request.FILES)
    form.is_valid()
    try:
        content = form.content()
        checked = importer.check(read_table(content, importer.columns, most=importer.most), request.user)
    except Unreadable as refused:
        form.add_error("file" if request.FILES else "table", str(refused))
        return _page(request, importer, form)
    if "confirmed" in request.POST and checked.fresh and (not checked.wrong or form.cleaned_data["leave_out"]):
        try:
            importer.write(checked.fresh, request.user)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, f"{importer.counted(len(checked.fresh))} imported.")
            return redirect(importer.back)
    return _page(request, importer, form, checked, content.decode("utf-8-sig"))


def _page(
    request: HttpRequest, importer: Importer, form: TableForm, checked: Checked | None = None, table: str = ""
) -> HttpResponse:
    context = {
        "importer": importer,
        "form": form,
        "checked": checked,
        "table": table,
        "shown": SHOWN,
        "fresh_words": importer.counted(len(checked.fresh)) if checked else "",
    }
    return render(request, "web/import.html", context, status=422 if form.errors else 200)


def check_rows(
    lines: Sequence[Line],
    row_form: Callable[[dict[str, str]], forms.Form],
    *,
    known: Callable[[dict[str, Any]], str],
    same: Callable[[dict[str, Any]], Sequence[object]],
    words: Callable[[dict[str, Any]], str],
) -> Checked:
    """Each line through its form. `known` says why a line is left as it is, or nothing; `same` what no two lines may
    share.
    """
    checked, seen = Checked(), dict[object, int]()
    for line in lines:
        if problems := _problems(line):
            checked.wrong += problems
            continue
        form = row_form(line.cells)
        if not form.is_valid():
            checked.wrong += [
                Wrong(
                    line.number, "" if name == "__all__" else name, " ".join(map(str, errors)), line.cells.get(name, "")
                )
                for name, errors in form.errors.items()
            ]
            continue
        twins = [seen[key] for key in same(form.cleaned_data) if key in seen]
        for key in same(form.cleaned_data):
            seen.setdefault(key, line.number)
        if twins:
            checked.wrong.append(Wrong(line.number, "", f"The same as line {twins[0]}."))
        elif why := known(form.cleaned_data):
            checked.known.append(Known(line.number, why))
        else:
            checked.fresh.append(Fresh(line.number, form.cleaned_data, words(form.cleaned_data)))
    return checked


def _problems(line: Line) -> list[Wrong]:
    """A cell under no column, and what a spreadsheet would run as a formula."""
    spare = [Wrong(line.number, "", "There are more cells than columns.", line.cells[""])] if "" in line.cells else []
    return spare + [
        Wrong(line.number, name, "This begins like a formula. Write it as text.", cell)
        for name, cell in line.cells.items()
        if name and cell.startswith(("=", "@"))
    ]
