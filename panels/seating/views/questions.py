"""The questions that a panel puts to its candidate beside the kit's."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from interviews.accounts.requests import SignedInRequest
from panels.seating.actions.questions import add_panel_question, remove_panel_question
from panels.seating.forms.questions import QuestionForm
from panels.seating.models import Panel, PanelQuestion
from panels.seating.views.answers import ask, posted, refusals


def question_new(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    panels = Panel.objects.managed_by(request.user).select_related("candidate", "rubric")
    panel = get_object_or_404(panels, uuid=uuid)
    back = reverse("seating:seats", args=[uuid])
    form = QuestionForm(posted(request), panel=panel, cancel=back)
    if form.is_valid():
        with refusals(form):
            competency = form.cleaned_data["competency"]
            add_panel_question(
                panel=panel, actor=request.user, competency_key=competency.key, text=form.cleaned_data["text"]
            )
            messages.success(request, "Question added. Scorecards that were begun keep the questions they showed.")
            return redirect(f"{back}#questions")
    return ask(request, form, f"A question for {panel.candidate}", eyebrow_url=back, eyebrow="Plan")


@require_POST
def question_remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The answer repeats what it said, so that it can be asked again."""
    mine = PanelQuestion.objects.filter(panel__in=Panel.objects.managed_by(request.user))
    question = get_object_or_404(mine.select_related("panel"), uuid=uuid)
    try:
        remove_panel_question(question=question, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, f"Removed: “{question.text}”")
    return redirect(f"{reverse('seating:seats', args=[question.panel.uuid])}#questions")
