"""No way leads from a row that people read to a row that is secret."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from tests.architecture.code import PACKAGES, imported, modules

INSIDE_ALLOWED = {
    ("scorecards.scorecard", "ratings"): "from a card that is fenced itself",
    ("scorecards.scorecard", "kept_drafts"): "from a card that is fenced itself",
    ("scorecards.scorecard", "versions"): "from a card that is fenced itself",
    ("decisions.debrief", "items"): "from a debrief that is fenced itself",
    ("scorecards.submittedversion", "payload"): "from a version that is fenced itself",
}


def secret() -> set[type[Model]]:
    return {model for model in apps.get_models() if model._meta.db_table in settings.FENCED_TABLES}


def test_every_model_of_the_fence_is_known() -> None:
    assert {model._meta.db_table for model in secret()} == set(settings.FENCED_TABLES)


def test_no_reverse_accessor_leads_to_a_secret() -> None:
    ways = {
        (model._meta.label_lower, relation.get_accessor_name())
        for model in apps.get_models()
        for relation in model._meta.related_objects
        if relation.related_model in secret() and not relation.hidden
    }
    assert ways == set(INSIDE_ALLOWED)


def test_no_row_that_raters_read_says_when_somebody_wrote() -> None:
    """A parent's `updated_at` would tell of a save."""
    dated = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in PACKAGES
        for field in model._meta.get_fields()
        if getattr(field, "auto_now", False)
    ]
    assert dated == []


def test_there_is_no_second_application_beside_the_pages() -> None:
    """Django's admin knows no actor and no fence: lookups, history and inlines would lead round both."""
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert [name for name, tree in modules() if "django.contrib.admin" in imported(tree)] == []
