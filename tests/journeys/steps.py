"""What each person does on the way from a new role to a decision, found by roles and labels as people find it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page

from interviews.accounts.models import User
from tests.browser import Visitor
from tests.factories import PASSWORD

Visit = Callable[..., Visitor]

SECONDS_FOR_A_REPORT = 40


@dataclass
class Person:
    """Somebody at an own browser. On a wide screen every page that she settles on is held to axe; the tours of single
    pages ask it on a phone as well.
    """

    user: User
    visitor: Visitor
    scripts: bool = True
    is_phone: bool = False

    @property
    def page(self) -> Page:
        return self.visitor.page

    def sign_in(self) -> None:
        """On the page to which the site has sent her."""
        self.page.get_by_label("Email").fill(self.user.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.look()
        self.press("Sign in")

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.visitor.send(self.page.get_by_role("link", name=name).first)
        self.look()

    def press(self, name: str, *, leads_to: str = "") -> None:
        """`leads_to` names the address where a script leaves the page by itself, after it has saved."""
        button = self.page.get_by_role("button", name=name, exact=True)
        if leads_to:
            button.click()
            self.page.wait_for_url(leads_to)
        else:
            self.visitor.send(button)
        self.look()

    def go_to(self, name: str) -> None:
        """By the site's navigation, which a phone keeps in its menu."""
        self.visitor.send(self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first)
        self.look()

    def fill(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def choose(self, label: str | re.Pattern[str], option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)

    def look(self) -> None:
        """The page is whole, is no error, has no sideways scrolling and nothing that axe finds."""
        self.page.wait_for_load_state("load")
        assert self.page.get_by_role("heading", level=1).count() == 1, self.page.content()
        if self.scripts:
            assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, self.page.url
            assert self.is_phone or self.visitor.axe() == [], self.page.url


def arrive(visit: Visit, user: User, path: str, **options: object) -> Person:
    """Not signed in yet: the site asks for it first, and leads on from there."""
    scripts = options.get("java_script_enabled") is not False
    person = Person(user, visit(**options), scripts=scripts, is_phone=bool(options.get("has_touch")))
    person.visitor.open(path)
    person.sign_in()
    return person


def publish_role(hr: Person, *, name: str, lead: User, competencies: list[str], must_have: str) -> None:
    hr.go_to("Roles")
    hr.follow("New role")
    hr.fill("Name of the role", name)
    hr.choose(re.compile("Hiring manager"), f"{lead.name} ({lead.email})")
    for competency in competencies:
        hr.page.get_by_role("checkbox", name=competency).check()
    hr.press("Make the role")
    hr.follow(re.compile("draft", re.IGNORECASE))
    hr.follow(re.compile(f"^{must_have}"))
    hr.page.get_by_role("radio", name=re.compile("Yes, and 3 is enough")).check()
    hr.press("Save")
    hr.follow(re.compile("^Publish"))
    hr.press("Publish version 1")
    hr.page.get_by_text("Live, version 1").first.wait_for()


def add_candidate(recruiter: Person, *, name: str, pronunciation: str) -> None:
    recruiter.go_to("Candidates")
    recruiter.follow("Add a candidate")
    recruiter.fill(re.compile("^Name"), name)
    recruiter.fill(re.compile("How to say the name"), pronunciation)
    recruiter.press("Add candidate")


def plan_and_send(recruiter: Person, *, stage: str, seats: Mapping[User, list[str]]) -> None:
    """A panel for the candidate whose page is open; each person has an interview of an own, yesterday."""
    recruiter.follow("Open a panel")
    recruiter.choose("Role and stage", stage)
    recruiter.press("Plan the panel")
    yesterday = timezone.now() - timedelta(days=1)
    for number, (interviewer, covers) in enumerate(seats.items(), 1):
        recruiter.follow("Add an interview")
        recruiter.fill("What it is called", f"Interview {number}")
        recruiter.fill(re.compile("^Starts"), yesterday.strftime("%Y-%m-%dT%H:%M"))
        recruiter.press("Add interview")
        recruiter.choose(re.compile("^Interviewer"), f"{interviewer.name} ({interviewer.email})")
        for competency in covers:
            recruiter.page.get_by_role("checkbox", name=competency).check()
        recruiter.press("Add interviewer")
    recruiter.follow("Check and send")
    recruiter.press("Send the panel")


def link_in_mail(user: User) -> str:
    """The path of the scorecard in the one panel mail that went to her."""
    (sent,) = [one for one in mail.outbox if one.to == [user.email]]
    found = re.search(r"https?://[^/\s]+(/\S+/scorecard/)", str(sent.body))
    assert found is not None, sent.body
    return found[1]


def write_card(interviewer: Person, *, levels: Mapping[str, int], recommendation: str) -> None:
    """Choose, write, check, submit; the card is open."""
    page = interviewer.page
    for competency, level in levels.items():
        part = page.get_by_role("region", name=competency)
        part.get_by_role("radio", name=re.compile(rf"^{level}\b")).check()
        part.get_by_label(re.compile("^Asked")).fill("the webhook that comes twice")
        part.get_by_label(re.compile("^Evidence")).fill(
            f"{interviewer.user.first_name} heard how it is made safe to repeat."
        )
    page.get_by_role("radio", name=recommendation, exact=True).check()
    interviewer.press("Check before submitting", leads_to="**/summary/")
    page.get_by_role("radio", name="No", exact=True).check()
    interviewer.press("Submit scorecard")


def await_report(lead: Person, headline: str) -> None:
    """Without scripts the page does not turn into the report by itself: look again, for as long as a job may take."""
    end = time.monotonic() + SECONDS_FOR_A_REPORT
    while not lead.page.get_by_role("heading", name=headline).count():
        assert time.monotonic() < end, lead.page.inner_text("main")
        lead.page.wait_for_timeout(500)
        lead.page.reload()
    lead.look()


def decide(lead: Person, *, outcome: str, reasons: str) -> None:
    lead.follow(re.compile("Debrief and decide|Decide"))
    lead.page.get_by_role("radio", name=outcome).check()
    lead.fill("Reasons", reasons)
    lead.press("Record decision")
