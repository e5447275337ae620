from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from panels.seating.actions.reminders import change_reminding
from panels.seating.forms.reminders import ReminderForm
from panels.seating.models import ReminderPolicy
from panels.seating.views.answers import ask, posted


@hr_admin
def reminders(request: SignedInRequest) -> HttpResponse:
    """When reminders go by themselves, for the whole organisation."""
    form = ReminderForm(posted(request), policy=ReminderPolicy.objects.current(), cancel=reverse("overview:mail"))
    if form.is_valid():
        change_reminding(actor=request.user, to=form.reminding)
        messages.success(request, "Saved. It holds from now on, for every panel.")
        return redirect("seating:reminders")
    return ask(request, form, "Reminders", "seating/reminders.html")
