"""Kickoff: asking, answering, reading what all said, settling it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.roles.actions.kickoffs import answer, ask_more, remind, reveal_early, settle, start_kickoff
from interviews.roles.blinding import answered, votes_visible_to
from interviews.roles.forms.kickoffs import MARKS, AnswerForm, PeopleForm, SettleForm
from interviews.roles.forms.refusals import refuse
from interviews.roles.models import Kickoff, KickoffVote, Role
from interviews.roles.profiles import Line, lines_of
from interviews.roles.views.finding import (
    draft_for_kickoff,
    kickoff_to_read,
    kickoff_to_run,
    kickoff_to_settle,
    sent,
)

PAGES = require_http_methods(["GET", "HEAD", "POST"])


@PAGES
def start(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = draft_for_kickoff(request.user, uuid)
    if there := Kickoff.objects.filter(rubric=found).first():
        return redirect("roles:kickoff", there.uuid)
    form = PeopleForm(sent(request), submit="Ask them", cancel=reverse("roles:rubric", args=[uuid]))
    if form.is_valid():
        try:
            kickoff = start_kickoff(rubric=found, people=form.cleaned_data["people"], actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "They are asked by mail. You see here who has answered.")
            return redirect("roles:kickoff", kickoff.uuid)
    context = {"form": form, "role": found.role, "rubric": found}
    return render(request, "roles/kickoff_start.html", context, status=422 if form.is_bound else 200)


@PAGES
def kickoff(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """One's own answer while answers are asked for; all of them once they are open."""
    found = kickoff_to_read(request.user, uuid)
    if found.revealed_at is not None:
        return _answers(request, found)
    own = votes_visible_to(request.user).filter(kickoff=found, author=request.user).first()
    form = _answer_form(request, found, own) if found.participants.filter(user=request.user).exists() else None
    if form is not None and form.is_valid():
        try:
            answer(kickoff=found, actor=request.user, marks=form.marks, no_because=form.cleaned_data["no_because"])
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Your answer is in.")
            return redirect("roles:kickoff", uuid)
    context = {"form": form, "marks": MARKS, "own": own, **_about(request, found), **_progress(request, found)}
    return render(request, "roles/kickoff.html", context, status=422 if form is not None and form.is_bound else 200)


@PAGES
def people(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Ask more people."""
    found = kickoff_to_run(request.user, uuid)
    form = PeopleForm(
        sent(request),
        but=found.participants.values_list("user_id", flat=True),
        submit="Ask them too",
        cancel=reverse("roles:kickoff", args=[uuid]),
    )
    if form.is_valid():
        try:
            count = ask_more(kickoff=found, people=form.cleaned_data["people"], actor=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"{count} more {'is' if count == 1 else 'are'} asked.")
            return redirect("roles:kickoff", uuid)
    context = {"form": form, "role": found.rubric.role, "rubric": found.rubric, "heading": "Ask more people"}
    return render(request, "roles/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def nudge(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = kickoff_to_run(request.user, uuid)
    try:
        count = remind(kickoff=found, actor=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, f"{count} reminder{'' if count == 1 else 's'} sent.")
    return redirect("roles:kickoff", uuid)


@PAGES
def reveal(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then opens the answers without the missing ones."""
    found = kickoff_to_run(request.user, uuid)
    if request.method == "POST":
        try:
            reveal_early(kickoff=found, actor=request.user)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        return redirect("roles:kickoff", uuid)
    context = {
        "heading": "Go on with those who have answered?",
        "consequences": [
            "All who were asked can read the answers from then on.",
            "Nobody can answer or change an answer any more.",
        ],
        "submit": "Open the answers",
        "cancel": reverse("roles:kickoff", args=[uuid]),
    }
    return render(request, "web/confirm.html", context)


@PAGES
def settling(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    found = kickoff_to_settle(request.user, uuid)
    lines = _lines(request, found)
    form = SettleForm(
        sent(request),
        competencies=[line.competency for line in lines],
        marks={str(line.competency.key): line.settled or line.usual for line in lines},
        hints={str(line.competency.key): f"Said: {line.words or 'nothing'}." for line in lines},
        initial={"agreed": found.agreed},
    )
    if form.is_valid():
        try:
            without = settle(kickoff=found, actor=request.user, profile=form.marks, agreed=form.cleaned_data["agreed"])
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Settled. The draft’s must-haves follow it, and publishing freezes both.")
            for one in without:
                messages.info(request, f"{one.name} is a must-have now, with {one.minimum_level} as its minimum.")
            return redirect("roles:kickoff", uuid)
    context = {"form": form, "role": found.rubric.role, "rubric": found.rubric, "kickoff": found}
    context["marks"] = MARKS
    return render(request, "roles/kickoff_settle.html", context, status=422 if form.is_bound else 200)


def _answers(request: SignedInRequest, found: Kickoff) -> HttpResponse:
    votes = _votes(request, found)
    authors = {vote.author_id for vote in votes}
    missing = [one.user for one in found.participants.select_related("user") if one.user_id not in authors]
    context = {
        **_about(request, found),
        "lines": lines_of(found, found.rubric.competencies.all(), votes),
        "number_in": len(votes),
        "number_asked": len(votes) + len(missing),
        "reasons": [vote for vote in votes if vote.no_because],
        "missing": missing,
        "may_settle": found.rubric.is_draft and _may_settle(request, found),
    }
    return render(request, "roles/kickoff_answers.html", context)


def _answer_form(request: SignedInRequest, found: Kickoff, own: KickoffVote | None) -> AnswerForm:
    return AnswerForm(
        sent(request),
        competencies=list(found.rubric.competencies.all()),
        marks=own.marks if own else {},
        hints={str(one.key): one.definition for one in found.rubric.competencies.all()},
        initial={"no_because": own.no_because if own else ""},
    )


def _votes(request: SignedInRequest, found: Kickoff) -> list[KickoffVote]:
    return list(votes_visible_to(request.user).filter(kickoff=found).select_related("author").order_by("author__name"))


def _lines(request: SignedInRequest, found: Kickoff) -> list[Line]:
    return lines_of(found, found.rubric.competencies.all(), _votes(request, found))


def _about(request: SignedInRequest, found: Kickoff) -> dict[str, object]:
    may_see_role = Role.objects.visible_to(request.user).filter(pk=found.rubric.role_id).exists()
    return {"kickoff": found, "role": found.rubric.role, "rubric": found.rubric, "may_see_role": may_see_role}


def _progress(request: SignedInRequest, found: Kickoff) -> dict[str, object]:
    """Who is asked; who of them has answered, where that may be known."""
    shown = answered(found.pk)
    done = shown.get(found.pk, set())
    asked = found.participants.select_related("user")
    return {
        "people": [(one.user, one.user_id in done) for one in asked],
        "shows_progress": found.pk in shown,
        "number_in": len(done),
        "may_run": Kickoff.objects.run_by(request.user).filter(pk=found.pk).exists(),
    }


def _may_settle(request: SignedInRequest, found: Kickoff) -> bool:
    return Kickoff.objects.settled_by_right_of(request.user).filter(pk=found.pk).exists()
