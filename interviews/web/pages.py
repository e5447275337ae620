"""A long list in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination

A_PAGE = 50
Row = TypeVar("Row")


def page_of(request: HttpRequest, rows: _SupportsPagination[Row], *, size: int = A_PAGE) -> Page[Row]:
    """The page that `?page=` asks for; a number that makes no sense gives the nearest page that exists."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
