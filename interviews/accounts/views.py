"""People: the list, inviting, one person, the door of an invitation, oneself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interviews.accounts import actions
from interviews.accounts.errors import AddressTaken
from interviews.accounts.factors import factors_of
from interviews.accounts.forms import AcceptForm, InviteForm, MarksForm, PeopleFilter, ProfileForm, as_form_errors
from interviews.accounts.importing import PEOPLE
from interviews.accounts.models import Invitation, User
from interviews.accounts.querysets import UserQuerySet
from interviews.accounts.requests import SignedInRequest
from interviews.web import importing
from interviews.web.guards import hr_admin, public
from interviews.web.pages import page_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@hr_admin
def people(request: SignedInRequest) -> HttpResponse:
    chosen = PeopleFilter(request.GET)
    chosen.is_valid()
    words, show = chosen.cleaned_data.get("q", ""), chosen.cleaned_data.get("show", "")
    found = shown(User.objects.inside().search(words), show).order_by("name", "pk")
    context = {"page": page_of(request, found), "q": words, "show": show, "choices": chosen.fields["show"].choices}  # type: ignore[attr-defined]
    return render(request, "accounts/people.html", context)


def shown(rows: UserQuerySet, which: str) -> UserQuerySet:
    match which:
        case "hr":
            return rows.hr_admins()
        case "recruiters":
            return rows.recruiters()
        case "invited":
            return rows.active().not_joined()
        case "off":
            return rows.filter(is_active=False)
        case _:
            return rows


@hr_admin
def invite(request: SignedInRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            user, link = actions.invite(by=request.user, **form.cleaned_data)
        except AddressTaken as refused:
            as_form_errors(form, refused, "email")
        else:
            return render(request, "accounts/link.html", {"person": user, "link": link, "new": True})
    return render(request, "accounts/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@hr_admin
def import_people(request: SignedInRequest) -> HttpResponse:
    """Invite many at once, from a table."""
    return importing.run(request, PEOPLE)


@hr_admin
def person(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One person's marks and ways in; HR changes the marks here."""
    user = get_object_or_404(User.objects.inside(), uuid=uuid)
    marks = {"is_hr_admin": user.is_hr_admin, "is_recruiter": user.is_recruiter}
    form = MarksForm(request.POST if request.method == "POST" else None, initial=marks)
    if form.is_valid():
        try:
            actions.change_marks(user=user, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            as_form_errors(form, refused, "is_hr_admin")
        else:
            messages.success(request, f"Marks of {user.name} saved.")
            stepped_back = user == request.user and not form.cleaned_data["is_hr_admin"]
            return redirect("overview:desk") if stepped_back else redirect("accounts:person", uuid)
    return render(request, "accounts/person.html", about(user, form), status=422 if form.is_bound else 200)


def about(user: User, form: MarksForm) -> dict[str, Any]:
    return {
        "person": user,
        "form": form,
        "factors": factors_of(user),
        "invitation": user.invitations.open().select_related("created_by").first(),
    }


@hr_admin
@require_POST
def new_link(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The link is in this answer only: the database keeps its digest."""
    user = get_object_or_404(User.objects.inside(), uuid=uuid)
    try:
        link = actions.renew_invitation(user=user, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("accounts:person", uuid)
    return render(request, "accounts/link.html", {"person": user, "link": link, "new": False})


@hr_admin
def deactivate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.inside(), uuid=uuid)
    if request.method == "POST":
        try:
            actions.deactivate(user=user, by=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, f"{user.name} can no longer sign in.")
        return redirect("accounts:person", uuid)
    return render(request, "accounts/deactivate.html", {"person": user})


@hr_admin
def remove_factors(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """For somebody who lost phone and recovery codes. Nobody does it for herself here: that asks for the factor."""
    user = get_object_or_404(User.objects.inside().exclude(pk=request.user.pk), uuid=uuid)
    if request.method == "POST":
        actions.remove_factors(user=user, by=request.user)
        messages.success(request, f"{user.name} signs in without a second step. They have a mail about it.")
        return redirect("accounts:person", uuid)
    return render(request, "accounts/remove_factors.html", {"person": user, "factors": factors_of(user)})


@hr_admin
@require_POST
def reactivate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.inside(), uuid=uuid)
    actions.reactivate(user=user, by=request.user)
    messages.success(request, f"{user.name} can sign in again.")
    return redirect("accounts:person", uuid)


@public
@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The door of an invitation: sets name and password, signs in. An unknown link is an unknown address."""
    invitation = get_object_or_404(
        Invitation.objects.select_related("user", "created_by"), token_digest=actions.digest_of(token)
    )
    user = invitation.user
    if not actions.still_opens(invitation):
        return render(request, "accounts/spent.html", {"invitation": invitation}, status=410)
    start = {"name": user.name, "time_zone": user.time_zone}
    asks = invitation.created_by_id is None
    form = AcceptForm(request.POST or None, user=user, asks_address=asks, initial=start)
    if form.is_valid():
        try:
            joined = actions.accept_invitation(invitation=invitation, **form.cleaned_data)
        except ValidationError as refused:
            as_form_errors(form, refused)
        else:
            login(request, joined, backend=BACKEND)
            return redirect("overview:desk")
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=422 if form.is_bound else 200)


def me(request: SignedInRequest) -> HttpResponse:
    user = request.user
    start = {"name": user.name, "time_zone": user.time_zone}
    form = ProfileForm(request.POST or None, initial=start)
    if form.is_valid():
        actions.change_profile(user=user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("accounts:me")
    return render(request, "accounts/me.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def sign_out_elsewhere(request: SignedInRequest) -> HttpResponse:
    """A lost laptop, a borrowed computer: out on every device but this one."""
    actions.end_sessions(user=request.user, by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are signed out on every other device.")
    return redirect("accounts:me")
