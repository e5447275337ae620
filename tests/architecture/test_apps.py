"""Every app says who it is."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from tests.architecture.code import PACKAGES, ROOT


def test_own_apps_stand_in_the_settings_with_their_configuration() -> None:
    own = [name for name in settings.INSTALLED_APPS if name.split(".")[0] in PACKAGES]
    assert [name for name in own if ".apps." not in name] == []
    folders = {f"{package}.{path.parent.name}" for package in PACKAGES for path in (ROOT / package).glob("*/apps.py")}
    assert {name.split(".apps.")[0] for name in own} == folders


def test_own_apps_say_their_label() -> None:
    said = {
        config.name: (config.label, "label" in vars(type(config)))
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in PACKAGES
    }
    assert said == {name: (name.split(".")[1], True) for name in said}
