"""Files of ratings that HR admins look into: upload, look, download. Each sees her own alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from interviews.accounts.requests import SignedInRequest
from interviews.web.guards import hr_admin
from panels.consensus.actions.analyses import ask_again, ask_analysis, remove_analysis
from panels.consensus.analyses import STEPS, job_of, token_of
from panels.consensus.analysing.sections import headline, highlights, sections
from panels.consensus.forms import OptionsForm, UploadForm
from panels.consensus.models import Analysis
from panels.consensus.views.news import news


@hr_admin
def analyses(request: SignedInRequest) -> HttpResponse:
    """Own analyses and the form for a further one."""
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None, submit="Analyse")
    if form.is_valid():
        file, scale = form.cleaned_data["file"], form.cleaned_data["scale"]
        analysis = ask_analysis(
            owner=request.user,
            name=file.name,
            content=file.read(),
            scale=scale,
            item_effect=form.cleaned_data["item_effect"],
        )
        return redirect("consensus:analysis", analysis.uuid)
    rows = [(one, job_of(one)) for one in Analysis.objects.own(request.user).light()]
    context = {"form": form, "rows": rows}
    return render(request, "consensus/analyses/list.html", context, status=422 if posted else 200)


@hr_admin
@require_GET
def analysis(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What was found, how the job stands, or why the file cannot be read."""
    return _page(request, _own(request, uuid))


@hr_admin
@require_GET
def status(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """How the job stands, for htmx."""
    found = get_object_or_404(Analysis.objects.own(request.user).light(), uuid=uuid)
    return news(
        request,
        token=token_of(found),
        final=job_of(found).final,
        page=lambda: redirect("consensus:analysis", uuid),
        part=lambda: render(request, "consensus/analyses/_job.html", _job(found)),
    )


@hr_admin
@require_POST
def again(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The same file in another way, or once more after a failure."""
    found = _own(request, uuid)
    form = OptionsForm(request.POST, action=request.path)
    if not form.is_valid():
        return _page(request, found, form)
    ask_again(analysis=found, scale=form.cleaned_data["scale"], item_effect=form.cleaned_data["item_effect"])
    messages.info(request, "The file is being analysed again.")
    return redirect("consensus:analysis", uuid)


@hr_admin
@require_GET
def download(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """All results as JSON, under the keys of `manage.py analyse --json`."""
    found = get_object_or_404(Analysis.objects.own(request.user).defer("content"), uuid=uuid, result__isnull=False)
    return _attachment(JsonResponse(found.result, json_dumps_params={"ensure_ascii": False}), f"{found.name}.json")


@hr_admin
@require_GET
def file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """The file as it was sent."""
    found = get_object_or_404(Analysis.objects.own(request.user).defer("result"), uuid=uuid)
    return _attachment(HttpResponse(bytes(found.content), content_type="text/csv; charset=utf-8"), found.name)


@hr_admin
def remove(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Asks once more, then does away with file and result."""
    found = get_object_or_404(Analysis.objects.own(request.user).light(), uuid=uuid)
    if request.method == "POST":
        remove_analysis(analysis=found)
        messages.success(request, f"{found.name} and what was found in it are deleted.")
        return redirect("consensus:analyses")
    context = {
        "heading": f"Delete {found.name}?",
        "consequences": ["The file and its results go for good.", "That there was an analysis stays in the audit."],
        "submit": "Delete",
        "danger": True,
        "cancel": reverse("consensus:analysis", args=[uuid]),
    }
    return render(request, "web/confirm.html", context)


def _own(request: SignedInRequest, uuid: UUID) -> Analysis:
    return get_object_or_404(Analysis.objects.own(request.user).defer("content"), uuid=uuid)


def _page(request: SignedInRequest, found: Analysis, form: OptionsForm | None = None) -> HttpResponse:
    result = found.result
    initial = {"scale": found.scale, "item_effect": found.item_effect}
    context = {
        **_job(found),
        "form": form or OptionsForm(initial=initial, action=reverse("consensus:analysis_again", args=[found.uuid])),
        "refused": form is not None,
    }
    if result:
        context |= {"headline": headline(result), "highlights": highlights(result), "sections": sections(result)}
    return render(request, "consensus/analyses/analysis.html", context, status=422 if form else 200)


def _job(found: Analysis) -> dict[str, object]:
    return {"analysis": found, "job": job_of(found), "token": token_of(found), "steps": STEPS}


def _attachment(response: HttpResponse, name: str) -> HttpResponse:
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._- ") else "_" for sign in name)
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
