"""What a draft rubric would have changed."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from interviews.accounts.requests import SignedInRequest
from interviews.roles.models import Role, Rubric
from interviews.roles.reading import in_full
from interviews.web.guards import hr_admin
from panels.consensus.actions.previewing import comparable, preview_changes
from panels.consensus.querysets import roles_measured_for


@hr_admin
@require_http_methods(["GET", "HEAD", "POST"])
def change_preview(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What will be asked and noted; the answer itself only once it is asked for, as each look is recorded."""
    roles = Role.objects.editable_by(request.user) & roles_measured_for(request.user)
    draft = get_object_or_404(in_full(Rubric.objects.filter(role__in=roles)), uuid=uuid)
    context = {"rubric": draft, "role": draft.role, "refused": "", "preview": None}
    try:
        if request.method == "POST":
            context["preview"] = preview_changes(draft=draft, actor=request.user)
        else:
            comparable(draft)
    except ValidationError as error:
        context["refused"] = " ".join(error.messages)
    status = 422 if request.method == "POST" and context["refused"] else 200
    return render(request, "consensus/change_preview.html", context, status=status)
