"""docker-compose.yml, read as the configuration that is to be proved, with addresses of this machine put in."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<kind>:[-?])(?P<word>[^}]*))?\}")


@dataclass(frozen=True)
class Service:
    name: str
    environment: dict[str, str]
    command: list[str]
    health: list[str]


class MissingVariable(Exception):
    pass


def services(variables: dict[str, str], addresses: dict[str, str]) -> dict[str, Service]:
    """The services that run our own code. `addresses` says what stands here for a container's name or folder."""
    file: dict[str, Any] = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
    return {
        name: Service(
            name,
            {key: _here(_filled(str(value), variables), addresses) for key, value in given["environment"].items()},
            [sys.executable if word == "python" else word for word in given["command"]],
            [sys.executable if word == "python" else word for word in given.get("healthcheck", {}).get("test", [])[1:]],
        )
        for name, given in file["services"].items()
        if "build" in given
    }


def required_variables() -> set[str]:
    text = (REPOSITORY / "docker-compose.yml").read_text()
    return {match["name"] for match in VARIABLE.finditer(text) if match["kind"] == ":?"}


def defaults() -> dict[str, str]:
    """What every variable with a default falls back to."""
    text = (REPOSITORY / "docker-compose.yml").read_text()
    return {match["name"]: match["word"] for match in VARIABLE.finditer(text) if match["kind"] == ":-"}


def _filled(value: str, variables: dict[str, str]) -> str:
    def word_for(match: re.Match[str]) -> str:
        if found := variables.get(match["name"]):
            return found
        if match["kind"] == ":-":
            return match["word"]
        raise MissingVariable(match["name"])

    return VARIABLE.sub(word_for, value)


def _here(value: str, addresses: dict[str, str]) -> str:
    for there, here in addresses.items():
        value = value.replace(there, here)
    return value
