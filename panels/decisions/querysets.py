from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from panels.scorecards.blinding import panels_open_to
from panels.seating.models import Seat

if TYPE_CHECKING:
    from interviews.accounts.models import User
    from panels.decisions.models import Debrief, Decision, Stance


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        """A decision is derived from the scorecards: who may read those may read it."""
        return self.filter(panel__in=panels_open_to(user))

    def standing(self) -> DecisionQuerySet:
        """The latest of each panel; the earlier ones are superseded."""
        later = self.model._default_manager.filter(panel=OuterRef("panel"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))


class StanceQuerySet(models.QuerySet["Stance"]):
    def visible_to(self, user: User) -> StanceQuerySet:
        """For those who may read the scorecards; who is asked reads the others' once her own is said."""
        from_others = self.filter(panel__in=panels_open_to(user))
        seated = Seat.objects.filter(panel=OuterRef("panel"), interviewer=user).on_the_panel()
        own = self.model._default_manager.filter(decision=OuterRef("decision"), person=user)
        return from_others.filter(~Exists(seated) | Q(panel__lead=user) | Exists(own))


class DebriefQuerySet(models.QuerySet["Debrief"]):
    def visible_to(self, user: User) -> DebriefQuerySet:
        """What is said about the scorecards is for those who may read them."""
        return self.filter(panel__in=panels_open_to(user))
