"""The parts that templates are put together from; `docs/look.md` shows each in use."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import RequestContext
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.web import navigation, problems, states, strips
from interviews.web.forms import helper
from interviews.web.icons import ICONS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing that says nothing by itself: a word stands beside it, or the control has a label."""
    return format_html('<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="{}"/></svg>', ICONS[name])


@register.simple_tag
def state(kind: str, word: str = "", *, plain: bool = False) -> SafeString:
    """A state as word, shape and tone; `word` says it more exactly ("2 days late"). Unknown kinds fail loudly."""
    known = states.STATES[kind]
    return format_html(
        '<span class="state state-{}{}"><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>{}</span>',
        known.tone,
        " state-plain" if plain else "",
        mark_safe(known.shape),  # noqa: S308 -- a constant of ours  # nosec B308 B703
        word or known.word,
    )


@register.filter
def initials(name: object) -> str:
    """First letters of the first and the last word, for the disc beside a name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.simple_tag
def person(who: object, *, url: str = "", note: str = "") -> SafeString:
    """A name with its disc; greyed when the person may no longer sign in."""
    name = str(who)
    shown = format_html('<a href="{}">{}</a>', url, name) if url else format_html("<span>{}</span>", name)
    return format_html(
        '<span class="person{}"><span class="initials" aria-hidden="true">{}</span><span>{}{}</span></span>',
        "" if getattr(who, "is_active", True) else " person-off",
        initials(name),
        shown,
        format_html(' <span class="muted small">{}</span>', note) if note else "",
    )


@register.inclusion_tag("web/_strip.html")
def dot_strip(
    scores: Iterable[int],
    low: int,
    high: int,
    *,
    minimum: int | None = None,
    median: float | None = None,
    gaps: int = 0,
    apart: Iterable[int] = (),
) -> dict[str, object]:
    return {"strip": strips.draw(scores, low=low, high=high, minimum=minimum, median=median, gaps=gaps, apart=apart)}


@register.simple_tag
def pips(done: int, total: int, what: str) -> SafeString:
    """So many of so many: filled and empty discs, and the words "2 of 4 scorecards" beside them."""
    discs = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="5" r="4"/>',
        (("full" if index < done else "", 5 + index * 11) for index in range(min(total, 12))),
    )
    return format_html(
        '<span class="pips"><svg viewBox="0 0 {} 10" aria-hidden="true">{}</svg><span>{} of {} {}</span></span>',
        max(min(total, 12), 1) * 11 - 1,
        discs,
        done,
        total,
        what,
    )


@register.filter
def when(moment: datetime | None) -> SafeString | str:
    """A moment in the reader's own time zone: today 14:00, tomorrow 09:30, Thu 4 Dec 10:00, 4 Dec 2025 10:00."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (local.date() - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    day = near or date_format(local, "D j M" if local.year == today.year else "j M Y")
    return format_html(
        '<time datetime="{}" title="{}">{} {}</time>',
        local.isoformat(timespec="minutes"),
        date_format(local, "l j F Y, H:i e"),
        day,
        date_format(local, "H:i"),
    )


@register.inclusion_tag("web/_error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, object]:
    """Everything wrong with these forms, each line a link to its field; nothing at all when all is well."""
    return {"problems": [problem for form in forms for problem in problems.found(form)]}


@register.simple_tag
def recipe(submit: str = "", cancel: str = "", *, form_tag: bool = False) -> FormHelper:
    """For a form that has no helper of its own: `{% recipe "Save" as how %}{% crispy form how %}`."""
    return helper(submit=submit, cancel=cancel, form_tag=form_tag)


@register.filter
def error_words(field: BoundField) -> list[str]:
    return problems.words_for(field)


@register.inclusion_tag("web/_nav.html", takes_context=True)
def main_navigation(context: RequestContext) -> dict[str, object]:
    return {"entries": navigation.entries_for(context["request"]), "request": context["request"]}


@register.simple_tag(takes_context=True)
def here(context: RequestContext, url: str) -> SafeString:
    """`aria-current` for a link to the page one is on."""
    return mark_safe(' aria-current="page"') if context["request"].path == url else mark_safe("")  # nosec B308


@register.filter
def notice_kind(level: str) -> str:
    """Django's message levels in the look's four kinds of notice."""
    return {"success": "good", "warning": "warn", "error": "bad"}.get(level, "news")


@register.simple_tag(takes_context=True)
def colour_theme(context: RequestContext) -> SafeString:
    """The choice of light or dark that the reader made by hand; without one the system's holds."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return format_html(' data-bs-theme="{}"', chosen) if chosen in {"light", "dark"} else mark_safe("")  # nosec B308


@register.filter
def counted(count: int | Sequence[Any] | Any, words: str) -> str:
    """`3|counted:"panel,panels"` is "3 panels"; 0 reads "no panels"."""
    many = count if isinstance(count, int) else len(count)
    one, more = words.split(",")
    return f"{many or 'no'} {one if many == 1 else more}"
