import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.django_db

EVERYBODY = ["Desk", "Panels", "Roles"]


@pytest.mark.parametrize(
    ("who", "entries"),
    [
        ("hr", ["Desk", "Panels", "Candidates", "Roles", "Library", "Measures", "People", "Mail", "Audit"]),
        ("recruiter", ["Desk", "Panels", "Candidates", "Roles"]),
        ("lead", EVERYBODY),
        ("ana", EVERYBODY),
        ("outsider", EVERYBODY),
        ("superuser", EVERYBODY),
    ],
)
def test_navigation_follows_the_marks_alone(cast, signed_in, who, entries):
    page = BeautifulSoup(signed_in(getattr(cast, who)).get("/me/").content, "html.parser")
    assert [link.get_text() for link in page.select("nav[aria-label=Main] a")] == entries


def test_navigation_says_where_one_is(cast, signed_in):
    page = BeautifulSoup(signed_in(cast.hr).get("/people/").content, "html.parser")
    assert [link.get_text() for link in page.select("nav [aria-current=page]")] == ["People"]


def test_navigation_says_under_what_a_page_stands(cast, signed_in):
    page = BeautifulSoup(signed_in(cast.hr).get("/people/invite/").content, "html.parser")
    assert [link.get_text() for link in page.select("nav [aria-current=true]")] == ["People"]


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><b>', None), ("", None)])
def test_chosen_colours_are_written_by_the_server(cast, signed_in, cookie, theme):
    client = signed_in(cast.ana)
    client.cookies["theme"] = cookie
    page = BeautifulSoup(client.get("/me/").content, "html.parser")
    assert page.html.get("data-bs-theme") == theme
