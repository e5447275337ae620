"""The reliability page of a role: what its stored measures say, refused in words where they are too few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interviews.accounts.models import User
from interviews.roles.models import Role
from panels.consensus.measures_page import reliability_words as words
from panels.consensus.measures_page.charts import Axis, Band, Bar, Curve, band, curve, share_bar, unit_axis
from panels.consensus.measures_page.joined import joined_by_stage
from panels.consensus.models import RoleMeasures

ALPHAS = ("ordinal", "nominal", "interval", "ratio")


@dataclass(frozen=True)
class Tile:
    number: str
    interval: str
    words: str


@dataclass(frozen=True)
class Share:
    """A part of what ratings differ by; without `share` these ratings cannot tell it from the others."""

    name: str
    meaning: str
    share: str
    bar: Bar | None


@dataclass(frozen=True)
class Agreement:
    """One competency: the ordinal alpha as number and picture, and all the other coefficients for the folded table."""

    name: str
    n: int
    value: str
    interval: str
    band: Band | None
    words: str
    alphas: tuple[tuple[str, str], ...]
    ac1: str
    ac2: str


@dataclass(frozen=True)
class Study:
    """How reliability grows with the number of interviewers; `rows` are the same as the curve."""

    curve: Curve
    now: str
    error: str
    enough: str
    rows: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True)
class ReliabilityPage:
    """`state` is "hidden", "provisional" or "shown"; hidden leaves nothing but what it rests on and who is joined."""

    measures: RoleMeasures
    state: str
    compared: int
    basis: str
    state_words: str
    tiles: tuple[Tile, ...]
    tiles_reason: str
    study: Study | None
    study_reason: str
    shares: tuple[Share, ...]
    parts: tuple[Share, ...]
    axis: Axis
    agreement: tuple[Agreement, ...]
    joined: tuple[str, ...]
    cheapest_link: str


def page_of(measures: RoleMeasures, role: Role, reader: User) -> ReliabilityPage:
    content, state = measures.content, measures.content["state"]
    hidden, compared = state == "hidden", content["n"]["compared"]
    axis = unit_axis(words.RELY)
    icc, d_study = (None, None) if hidden else (content["icc"], content["d_study"])
    shares = {} if hidden else content["shares"]
    joined, loose = joined_by_stage(content["board"], role, reader)
    return ReliabilityPage(
        measures=measures,
        state=state,
        compared=compared,
        basis=words.basis(content["n"]),
        state_words={"hidden": words.too_few, "provisional": words.provisional}.get(state, lambda _: "")(compared),
        tiles=tiles(icc) if icc else (),
        tiles_reason=words.reason(content["icc_reason"]),
        study=study(d_study) if d_study else None,
        study_reason=words.reason(content["d_study_reason"]),
        shares=summary(shares),
        parts=tuple(_share(*said, shares[key]) for key, said in words.PARTS.items()) if shares else (),
        axis=axis,
        agreement=() if hidden else tuple(agreement(one, axis) for one in content["agreement"]),
        joined=joined,
        cheapest_link=words.CHEAPEST_LINK if loose else "",
    )


def tiles(icc: Mapping[str, Any]) -> tuple[Tile, ...]:
    one, many = icc["single"], icc["average"]
    return (
        Tile(words.coefficient(one["value"]), _between(one), words.SINGLE),
        Tile(words.coefficient(many["value"]), _between(many), words.average(many["k"])),
    )


def study(found: Mapping[str, Any]) -> Study:
    return Study(
        curve=curve(
            found["k"],
            found["phi"],
            found["low"],
            found["high"],
            usual=found["usual"],
            enough=found["enough"]["k"],
            target=found["enough"]["target"],
        ),
        now=words.now(found),
        error=words.error(found),
        enough=words.enough(found),
        rows=tuple(
            (k, words.coefficient(phi), words.interval(low, high), f"{words.Z * sem:.1f}")
            for k, phi, low, high, sem in zip(
                found["k"], found["phi"], found["low"], found["high"], found["sem"], strict=True
            )
        ),
    )


def summary(shares: Mapping[str, float | None]) -> tuple[Share, ...]:
    """The candidate, the interviewer's own level, the rest: none where nothing is known of the candidate."""
    if not shares or shares["candidate"] is None:
        return ()
    found = []
    for name, keys in words.SUMMARY:
        there = [share for key in keys if (share := shares[key]) is not None]
        found.append(_share(name, "", sum(there) if there else None))
    return tuple(found)


def agreement(one: Mapping[str, Any], axis: Axis) -> Agreement:
    alpha = None if one["no_variation"] else one["alpha"]["ordinal"]
    return Agreement(
        name=one["name"],
        n=one["n"],
        value="" if alpha is None else words.coefficient(alpha["value"]),
        interval="" if alpha is None else _between(alpha),
        band=None if alpha is None else band(axis, alpha["value"], alpha["low"], alpha["high"]),
        words=words.agreement(one),
        alphas=tuple((_value(one["alpha"][kind]), _between(one["alpha"][kind])) for kind in ALPHAS),
        ac1=_with_error(one["ac1"]),
        ac2=_with_error(one["ac2"]),
    )


def _share(name: str, meaning: str, share: float | None) -> Share:
    if share is None:
        return Share(name, meaning, "", None)
    return Share(name, meaning, f"{round(100 * share)} %", share_bar(share))


def _value(found: Mapping[str, float] | None) -> str:
    return "" if found is None else words.coefficient(found["value"])


def _between(found: Mapping[str, float | None] | None) -> str:
    return "" if found is None else words.interval(found["low"], found["high"])


def _with_error(found: Mapping[str, float | None] | None) -> str:
    if found is None or found["value"] is None:
        return ""
    error = found["se"]
    return words.coefficient(found["value"]) + ("" if error is None else f" (error {words.coefficient(error)})")
