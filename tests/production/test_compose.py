"""docker-compose.yml keeps its promises before anything is started."""

from urllib.parse import urlsplit

import pytest

from tests.production import compose


def variables() -> dict[str, str]:
    return {name: name.lower() for name in compose.required_variables()}


def test_every_process_has_a_database_role_of_its_own() -> None:
    roles = {
        name: urlsplit(service.environment["DATABASE_URL"]).username
        for name, service in compose.services(variables(), {}).items()
        if "DATABASE_URL" in service.environment
    }
    assert roles == {
        "migrate": "concord_owner",
        "static": "concord_app",
        "web": "concord_app",
        "worker": "concord_worker",
        "beat": "concord_worker",
    }


def test_no_secret_has_a_default() -> None:
    assert sorted(compose.defaults()) == ["CONCORD_BEHIND_PROXY", "CONCORD_MAIL_FROM", "CONCORD_SMTP_URL"]


def test_missing_secret_is_an_error() -> None:
    given = variables()
    del given["RABBITMQ_PASSWORD"]
    with pytest.raises(compose.MissingVariable, match="RABBITMQ_PASSWORD"):
        compose.services(given, {})


def test_only_the_one_shot_service_knows_the_superuser() -> None:
    knows = [name for name, one in compose.services(variables(), {}).items() if "CONCORD_ADMIN_URL" in one.environment]
    assert knows == ["provision"]


def test_web_keeps_no_log_of_addresses() -> None:
    """Some hold a token. granian keeps none unless it is told to, by a word of the command or of the environment."""
    web = compose.services(variables(), {})["web"]
    assert [word for word in web.command if "access-log" in word and word != "--no-access-log"] == []
    assert [name for name in web.environment if name.startswith("GRANIAN_LOG_ACCESS")] == []
