from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from panels.seating.models import Candidate, Interview, Panel, ReminderPolicy, Seat, SeatLink

ON_THE_PANEL = ("active", "missing")
PACK_AFTER_DECISION = timedelta(days=14)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def not_oneself(self, user: User) -> CandidateQuerySet:
        """Nobody reads an own file, nor one that she stepped back from, whatever her rights."""
        return self.filter(Q(user=None) | ~Q(user=user)).exclude(_stepped_back(user, "pk"))

    def visible_to(self, user: User) -> CandidateQuerySet:
        """Candidate records are for recruiters and HR admins, and for the leads of their panels."""
        others = self.not_oneself(user)
        if user.runs_panels:
            return others
        return others.filter(Exists(_panels().filter(candidate=OuterRef("pk"), lead=user)))

    def editable_by(self, user: User) -> CandidateQuerySet:
        """Of who was erased nothing is written any more."""
        return self.not_oneself(user).filter(erased_at=None) if user.runs_panels else self.none()

    def erasable_by(self, user: User) -> CandidateQuerySet:
        """Who may still be erased, for HR admins alone."""
        return self.editable_by(user) if user.is_hr_admin else self.none()

    def to_erase(self) -> CandidateQuerySet:
        """Who is due now, by the database's clock."""
        return self.filter(erased_at=None, erase_at__lte=Now())

    def supplied_to(self, user: User) -> CandidateQuerySet:
        """Whose files the person may open: also interviewers, from sending until fourteen days after the decision."""
        interviewing = (
            _panels()
            .filter(candidate=OuterRef("pk"), sent_at__isnull=False, ended_at=None, erased_at=None)
            .seated(user)
            .filter(Q(decided_at=None) | Q(decided_at__gt=Now() - PACK_AFTER_DECISION))
        )
        return self.not_oneself(user).filter(Q(pk__in=self.visible_to(user).values("pk")) | Exists(interviewing))

    def search(self, words: str) -> CandidateQuerySet:
        if not words:
            return self
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(external_id__iexact=words))


class PanelQuerySet(models.QuerySet["Panel"]):
    def not_about(self, user: User) -> PanelQuerySet:
        """A person who is the candidate, or stepped back from her, meets an unknown panel."""
        others = self.filter(Q(candidate__user=None) | ~Q(candidate__user=user))
        return others.exclude(_stepped_back(user, "candidate"))

    def seated(self, user: User) -> PanelQuerySet:
        """Panels on which the person holds a seat now."""
        return self.filter(Exists(_seats().filter(panel=OuterRef("pk"), interviewer=user, state__in=ON_THE_PANEL)))

    def ever_seated(self, user: User) -> PanelQuerySet:
        """Panels on which the person holds or held a seat; one removed before anything was written does not count."""
        return self.filter(Exists(_seats().filter(panel=OuterRef("pk"), interviewer=user).exclude(state="removed")))

    def visible_to(self, user: User) -> PanelQuerySet:
        """The roster, never content: who runs panels, the lead, and who sits on it once it is sent."""
        panels = self.not_about(user)
        if user.runs_panels or user.is_superuser:
            return panels
        on_it = _seats().filter(panel=OuterRef("pk"), interviewer=user, state__in=ON_THE_PANEL)
        return panels.filter(Q(lead=user) | Q(Exists(on_it), sent_at__isnull=False))

    def managed_by(self, user: User) -> PanelQuerySet:
        """Panels whose roster the person may change: recruiters, HR admins and the panel's lead."""
        panels = self.not_about(user)
        return panels if user.runs_panels else panels.filter(lead=user)

    def led_by(self, user: User) -> PanelQuerySet:
        return self.not_about(user).filter(lead=user)

    def running(self) -> PanelQuerySet:
        return self.filter(state="open")

    def revealed(self) -> PanelQuerySet:
        return self.filter(revealed_at__isnull=False)


class InterviewQuerySet(models.QuerySet["Interview"]):
    def managed_by(self, user: User) -> InterviewQuerySet:
        mine = self.filter(Q(panel__candidate__user=None) | ~Q(panel__candidate__user=user))
        mine = mine.exclude(_stepped_back(user, "panel__candidate"))
        return mine if user.runs_panels else mine.filter(panel__lead=user)

    def standing(self) -> InterviewQuerySet:
        return self.exclude(state="cancelled")


class SeatQuerySet(models.QuerySet["Seat"]):
    def on_the_panel(self) -> SeatQuerySet:
        return self.filter(state__in=ON_THE_PANEL)

    def active(self) -> SeatQuerySet:
        return self.filter(state="active")

    def counted(self) -> SeatQuerySet:
        """Seats whose scorecards enter the statistics."""
        return self.filter(kind="independent", state__in=ON_THE_PANEL)

    def after_their_interview(self, now: datetime) -> SeatQuerySet:
        """Active seats of running panels whose interview has begun and was not called off: whose card may be owed."""
        return self.filter(
            state="active",
            kind__in=["independent", "shadow"],
            declined_at=None,
            panel__sent_at__isnull=False,
            panel__revealed_at=None,
            panel__ended_at=None,
            panel__erased_at=None,
            interview__state__in=["planned", "happened"],
            interview__starts_at__lte=now,
            interviewer__is_active=True,
        )

    def overdue(self, now: datetime) -> SeatQuerySet:
        """Active seats whose card would be late now, were it not in; an interview called off owes none."""
        wanted = self.filter(state="active", interview__due_at__lt=now).exclude(kind="informed")
        return wanted.exclude(interview__state__in=["no_show", "cancelled"])

    def of(self, user: User) -> SeatQuerySet:
        """Own seats, never on a panel about oneself."""
        return self.filter(interviewer=user).filter(Q(panel__candidate__user=None) | ~Q(panel__candidate__user=user))

    def managed_by(self, user: User) -> SeatQuerySet:
        mine = self.filter(Q(panel__candidate__user=None) | ~Q(panel__candidate__user=user))
        mine = mine.exclude(_stepped_back(user, "panel__candidate"))
        return mine if user.runs_panels else mine.filter(panel__lead=user)

    def blind_to_notes(self, user: User, candidate: Candidate) -> SeatQuerySet:
        """Seats that keep the recruiter's notes from the person: her own card may still be to write."""
        running = Q(state="active", panel__sent_at__isnull=False, panel__revealed_at=None) | Q(state="missing")
        return (
            self.of(user)
            .filter(panel__candidate=candidate, panel__ended_at=None, panel__erased_at=None)
            .filter(running)
        )


def _stepped_back(user: User, candidate: str) -> Exists:
    """Whether the person stepped back from the row's candidate; `candidate` is how the row names her."""
    return Exists(apps.get_model("seating", "Recusal").objects.filter(candidate=OuterRef(candidate), user=user))


def _panels() -> PanelQuerySet:
    panels: PanelQuerySet = apps.get_model("seating", "Panel").objects.all()
    return panels


def _seats() -> SeatQuerySet:
    seats: SeatQuerySet = apps.get_model("seating", "Seat").objects.all()
    return seats


class ReminderPolicyQuerySet(models.QuerySet["ReminderPolicy"]):
    def current(self) -> ReminderPolicy:
        """As it stands; an unsaved row with the usual ways before anybody touched it."""
        return self.filter(pk=1).first() or self.model(pk=1)


class SeatLinkQuerySet(models.QuerySet["SeatLink"]):
    def opening(self) -> SeatLinkQuerySet:
        """Links that let somebody in now: the newest of a seat that stands, in time, on a panel that has not ended."""
        return self.of_a_standing_seat().filter(replaced_at=None, expires_at__gt=Now())

    def of_a_standing_seat(self) -> SeatLinkQuerySet:
        return self.filter(
            seat__state__in=ON_THE_PANEL,
            seat__interviewer__is_external=True,
            seat__interviewer__is_active=True,
            seat__panel__sent_at__isnull=False,
            seat__panel__ended_at=None,
            seat__panel__erased_at=None,
        )
