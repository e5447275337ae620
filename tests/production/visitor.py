"""A browser without JavaScript, standing where the proxy stands: https outside, plain HTTP to the site."""

from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag


class Unexpected(Exception):
    """A page that is not the one the main job leads to."""


@dataclass
class Visitor:
    server: str
    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    address: str = "/"
    page: BeautifulSoup = field(default_factory=BeautifulSoup)

    def open(self, address: str) -> BeautifulSoup:
        return self._ask("GET", urljoin(self.address, address))

    def submit(self, answers: dict[str, str], *, button: str) -> BeautifulSoup:
        """Fill the form that has this button, as it stands otherwise, and press it."""
        pressed = self.page.find(
            lambda tag: tag.name in {"button", "input"} and button in (tag.text or tag.get("value", ""))
        )
        form = pressed.find_parent("form") if isinstance(pressed, Tag) else None
        if not isinstance(pressed, Tag) or form is None:
            raise Unexpected(f"{self.address} has no button {button}:\n{self.words}")
        sent = {**_as_it_stands(form), **answers}
        if pressed.get("name"):
            sent[str(pressed["name"])] = str(pressed.get("value", ""))
        return self._ask("POST", urljoin(self.address, str(form.get("action") or "")), urlencode(sent))

    @property
    def words(self) -> str:
        main = self.page.find("main") or self.page
        return " ".join(main.get_text(" ").split())

    def _ask(self, method: str, address: str, body: str | None = None) -> BeautifulSoup:
        for _redirect in range(10):
            connection = HTTPConnection(urlsplit(self.server).netloc, timeout=30)
            connection.request(method, address, body, self._headers(body))
            answer = connection.getresponse()
            content = answer.read()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
            self.address = address
            if answer.status not in {302, 303}:
                break
            target = urlsplit(urljoin(address, answer.headers["Location"]))
            method, body, address = "GET", None, target.path + (f"?{target.query}" if target.query else "")
        self.page = BeautifulSoup(content, "html.parser")
        if answer.status != 200:
            raise Unexpected(f"{method} {address} answered {answer.status}:\n{self.words[:1500]}")
        return self.page

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {
            "Host": self.host,
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{self.host}{self.address}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


def _as_it_stands(form: Tag) -> dict[str, str]:
    stands = {}
    for tag in form.find_all(["input", "textarea", "select"]):
        name, kind = str(tag.get("name", "")), tag.get("type")
        if not name or kind == "submit" or (kind in {"radio", "checkbox"} and not tag.has_attr("checked")):
            continue
        if tag.name == "select":
            chosen = tag.find("option", selected=True) or tag.find("option")
            stands[name] = str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
        else:
            stands[name] = tag.text.removeprefix("\n") if tag.name == "textarea" else str(tag.get("value", ""))
    return stands
