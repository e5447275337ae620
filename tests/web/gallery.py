"""Every part of the look on one page, with addresses that lead nowhere: for tests and for designers' eyes.

`DJANGO_SETTINGS_MODULE=interviews.settings python -m tests.web.gallery FOLDER` writes it as a file.
"""

import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import django
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

TEMPLATE = Path(__file__).parent / "templates" / "gallery.html"
NAMES = {
    "overview": ["desk", "panels", "audit", "mail"],
    "consensus": ["measures"],
    "seating": ["candidates"],
    "roles": ["roles", "library"],
    "accounts": ["people", "me"],
}
LEVELS = [
    (1, "Not yet", "Draws components, cannot say what happens when one fails, even when asked."),
    (2, "Below", "Names failures only after prompting, and the fix breaks a stated requirement."),
    (
        3,
        "Meets",
        "Unprompted, names the main failure, makes the write safe to repeat, gives one trade-off with its reason.",
    ),
    (4, "Above", "As 3, sizes load, and changes the design when a requirement changes."),
    (
        5,
        "Outstanding",
        "As 4, plans migration and roll-back, says what to leave out and how they would learn they were wrong.",
    ),
]


def gallery(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(TEMPLATE.read_text()).render(context(), request))


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def context() -> dict[str, object]:
    from interviews.web.forms import helper  # noqa: PLC0415 -- settings come first when run as a file

    class Sample(forms.Form):
        name = forms.CharField(help_text="As the candidate writes it.")
        said = forms.CharField(label="How to say it", required=False)
        stage = forms.ChoiceField(choices=[("", "Choose a stage"), ("1", "Onsite")])
        kind = forms.ChoiceField(
            widget=forms.RadioSelect,
            choices=[("independent", "Independent"), ("shadow", "Shadow"), ("informed", "Informed")],
            help_text="An independent interviewer sees nobody's scorecard before submitting.",
        )
        overall = forms.BooleanField(label="Ask for an overall recommendation", required=False)
        agree = forms.BooleanField(label="The candidate knows who is on the panel")
        notes = forms.CharField(widget=forms.Textarea, required=False, help_text="Only you see these here.")
        file = forms.FileField(required=False)

    wrong, right = Sample({"name": "", "stage": "9"}, prefix="wrong"), Sample()
    wrong.helper, right.helper = helper(submit="Save candidate", cancel="#"), helper(submit="Save", cancel="#")
    now = timezone.now()
    person = SimpleNamespace(name="Amara Diallo", is_active=True, __str__=lambda: "Amara Diallo")
    return {
        "wrong": wrong,
        "right": right,
        "now": now,
        "earlier": now - timedelta(days=4, hours=2),
        "person": person,
        "levels": [{"value": str(n), "number": n, "name": w, "anchor": a} for n, w, a in LEVELS],
        "non_ratings": [("not_asked", "Not asked"), ("none", "No evidence either way"), ("time", "Ran out of time")],
        "states": list(__import__("interviews.web.states", fromlist=["STATES"]).STATES),
        "tabs": [("/gallery/", "Overview"), ("#b", "Interviews and seats"), ("#c", "Report")],
        "steps": [
            {"word": "Interviews", "state": "done", "url": "#"},
            {"word": "Seats", "state": "now"},
            {"word": "Check and send", "state": "next"},
        ],
        "many": [1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5],
        "split": [2, 4, 5],
        "close": [3, 4],
        "same": [4, 4],
        "apart": [3],
        "none": [],
        "scales": [7, 1, 9],
    }


urlpatterns = [
    path("gallery/", gallery),
    path("sign-out/", nothing, name="account_logout"),
    path("sign-in/", nothing, name="account_login"),
    *[
        path(f"{space}/", include(([path(f"{name}/", nothing, name=name) for name in names], space)))
        for space, names in NAMES.items()
    ],
]


def write(folder: Path) -> None:
    """The page as a file beside a link to the static files."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ROOT_URLCONF = __name__
    django.setup()
    request = RequestFactory().get("/gallery/")
    request.user = SimpleNamespace(  # type: ignore[assignment]
        name="Amara Diallo",
        email="amara@example.org",
        time_zone="Europe/Berlin",
        is_hr_admin=True,
        is_recruiter=True,
        is_active=True,
    )
    request._messages = []  # type: ignore[attr-defined]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_bytes(gallery(request).content)
    if not (folder / "static").exists():
        (folder / "static").symlink_to(settings.BASE_DIR / "static")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
