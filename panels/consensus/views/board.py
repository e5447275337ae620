"""The candidates of a role beside each other."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from interviews.accounts.requests import SignedInRequest
from interviews.web.sheets import XLSX, as_csv, as_xlsx, download
from panels.consensus.actions.looking import note_board
from panels.consensus.measures_page.board import board_of
from panels.consensus.measures_page.board_file import COLUMNS, rows_of
from panels.consensus.measures_page.tabs import tabs_of
from panels.consensus.querysets import roles_measured_for

VIEWS = {"": "Groups", "disagreement": "Table by disagreement", "name": "Table by name"}


@require_GET
def board(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Groups of candidates who cannot be told apart, or (`?as=`) a plain table in the order asked for."""
    role = get_object_or_404(roles_measured_for(request.user), uuid=uuid)
    note_board(role=role, user=request.user)
    shown = request.GET.get("as", "")
    context = {
        "role": role,
        "tabs": tabs_of(role),
        "sections": board_of(role, request.user),
        "shown": shown if shown in VIEWS else "",
        "views": VIEWS.items(),
    }
    return render(request, "consensus/measures/board.html", context)


@require_GET
def as_file(request: SignedInRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The same candidates for a spreadsheet: `kind` is csv or xlsx. Taking it along is a look like any other."""
    role = get_object_or_404(roles_measured_for(request.user), uuid=uuid)
    note_board(role=role, user=request.user)
    rows = rows_of(board_of(role, request.user))
    if kind == "xlsx":
        return download(as_xlsx(COLUMNS, rows, name="Board"), XLSX, "board.xlsx")
    return download(as_csv(COLUMNS, rows), "text/csv; charset=utf-8", "board.csv")
