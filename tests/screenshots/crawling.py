"""Finding every page that the demo's people can reach by links: the first address of each name."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, BrowserContext

EACH = 8  # addresses of one name that are opened: the second may lead where the first does not


@dataclass(frozen=True)
class Found:
    """A page by the name of its address, and who reaches it where."""

    name: str
    who: str
    path: str


def crawl(context: BrowserContext, site: str, who: str, begin: str, known: set[str]) -> list[Found]:
    """From one page on, opening what answers with a page. Pages whose name is `known` are walked and not reported."""
    queue, seen, opened, found = deque([begin]), {begin}, Counter[str](), dict[str, Found]()
    while queue:
        path = queue.popleft()
        name = name_of(path)
        if name is None or opened[name] >= EACH:
            continue
        opened[name] += 1
        answer = context.request.get(site + path, headers={"Accept": "text/html"})
        if not _is_page(answer):
            continue
        landed = urlsplit(answer.url).path
        if landed == urlsplit(path).path and name not in known:
            found.setdefault(name, Found(name, who, path))
        for link in _links(answer.text(), path):
            if link not in seen:
                seen.add(link)
                queue.append(link)
    return list(found.values())


def name_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name or None
    except Resolver404:
        return None


def _is_page(answer: APIResponse) -> bool:
    return answer.status == 200 and answer.headers.get("content-type", "").startswith("text/html")


def _links(html: str, path: str) -> list[str]:
    """Same-site addresses with their query, without what is only a place on the page."""
    soup = BeautifulSoup(html, "html.parser")
    hrefs = [str(one["href"]) for one in soup.select("a[href]")]
    hrefs += [str(one["data-summary"]) for one in soup.select("form[data-summary]")]
    found = [urldefrag(urljoin(path, href)).url for href in hrefs]
    return [link for link in found if link.startswith("/") and "?page=" not in link]
