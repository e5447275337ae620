"""A long list in pages."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

A_PAGE = 50
Row = TypeVar("Row", bound=Model)


def page_of(request: HttpRequest, rows: QuerySet[Row], *, size: int = A_PAGE) -> Page[Row]:
    """The page that `?page=` asks for; a number that makes no sense gives the nearest page that exists."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
