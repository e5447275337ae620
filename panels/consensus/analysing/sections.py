"""An analysis for people: sections with a table each, every number with its n, and what it can and cannot tell.

Reads the keys of `statistics.analysis`, which load NumPy; this module loads nothing, so that pages may use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from panels.consensus.analysing import meanings

Result: TypeAlias = Mapping[str, Any]

MOST_NAMES = 40
METRICS = ("nominal", "ordinal", "interval", "ratio")
FORMS = {
    "1,1": "one rating, raters differ from target to target",
    "2,1": "one rating, severity counts as error",
    "3,1": "one rating, the same raters see everybody",
    "1,k": "mean of all raters, raters differ",
    "2,k": "mean of all raters, severity counts",
    "3,k": "mean of all raters, the same raters",
}
PARTS = {
    "target": "targets",
    "rater": "raters: severity",
    "target_rater": "target x rater: one rater's impression of one target",
    "target_item": "target x item: the target's profile",
    "rater_item": "rater x item: severity on one item",
    "residual": "the rest",
}


@dataclass(frozen=True)
class Section:
    """`columns` name the cells of each row, the first of which is the row's name; `notes` say what is missing, why."""

    title: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def numeric(self) -> list[bool]:
        """Of each column, whether it holds figures alone."""
        return [all(_is_figure(row[place]) for row in self.rows) for place in range(len(self.columns))]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """Of each column its words and whether it holds figures."""
        return list(zip(self.columns, self.numeric, strict=True))

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Of each row its name, and of each further cell the text, its column and whether it is a figure."""
        return [(row[0], list(zip(row[1:], self.columns[1:], self.numeric[1:], strict=True))) for row in self.rows]


def headline(result: Result) -> str:
    n, scale = result["n"], result["scale"]
    counts = ", ".join(counted(n[key], key) for key in ("targets", "raters", "items"))
    levels = f"{plain(scale['low'])} to {plain(scale['high'])}"
    whence = "" if scale["given"] else ", the lowest and the highest rating of the file"
    return f"{counted(n['ratings'], 'ratings')}: {counts}. Scale {levels}{whence}."


def sections(result: Result) -> list[Section]:
    return [
        _agreement(result),
        _correlations(result),
        _within(result),
        _variances(result),
        _d_study(result),
        *_effects(result),
    ]


def highlights(result: Result) -> list[tuple[str, str]]:
    """The figures that most people came for, each with what it is; those that cannot be had are left out."""
    found: list[tuple[str, str]] = []
    if result["alpha"] and result["alpha"]["ordinal"] is not None:
        found.append((figure(result["alpha"]["ordinal"]), f"alpha, ordinal; n = {result['ac1_n']:,}"))
    two_way = result["two_way"]
    total = sum(two_way["variance"].values()) if two_way else 0
    if total:
        share = two_way["variance"]["rater"] / total
        found.append((f"{share:.0%}", f"of the differences is raters’ severity; n = {result['n']['ratings']:,}"))
    if result["d_study"]:
        enough = _enough(result["d_study"])
        words = f"raters for a reliability of {meanings.RELIABLE:.2f}; n = {result['n']['targets']:,}"
        found.append((f"{enough}" if enough else f"more than {_most(result['d_study'])}", words))
    return found


def counted(n: int, plural: str) -> str:
    return f"{n:,} {plural.removesuffix('s') if n == 1 else plural}"


def figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def plain(value: float) -> str:
    """A level: 3, 2.5."""
    return f"{value:g}"


def _agreement(result: Result) -> Section:
    alpha = result["alpha"] or {}
    units = f"{result['ac1_n']:,}"
    rows = [(f"Krippendorff's alpha, {metric}", figure(alpha.get(metric)), "-", units) for metric in METRICS]
    for key, name in (("ac1", "Gwet's AC1"), ("ac2_quadratic", "Gwet's AC2, quadratic weights")):
        rows.append((name, figure(result[key]), figure(result[f"{key}_se"]), units))
    notes = [*_reason(result, "alpha"), *_reason(result, "ac1"), *_reason(result, "ac1_se")]
    notes += [f"{metric}: {alpha[f'{metric}_reason']}" for metric in METRICS if f"{metric}_reason" in alpha]
    columns = ("coefficient", "value", "standard error", "n, targets x items rated twice")
    return Section("Do raters agree?", meanings.AGREEMENT, columns, tuple(rows), _once(notes))


def _correlations(result: Result) -> Section:
    found, n = result["icc"] or {}, result["n"]
    rows = [(f"ICC({form})", figure(found.get(form)), words, f"{n['targets']:,}") for form, words in FORMS.items()]
    notes = [*_reason(result, "icc"), *(found[f"{form}_reason"] for form in FORMS if f"{form}_reason" in found)]
    return Section(
        "Intraclass correlations",
        meanings.CORRELATIONS,
        ("form", "value", "of", "n, targets"),
        tuple(rows) if found else (),
        _once(notes),
    )


def _within(result: Result) -> Section:
    keys = ("rwg_mean", "awg_mean", "ad_mean")
    rows: list[tuple[str, ...]] = []
    notes: list[str] = []
    for item, found in sorted(result["within_group"].items()):
        rows.append((item, *(figure(found[key]) for key in keys), f"{found['n']:,}"))
        notes += [found[f"{key}_reason"] for key in keys if f"{key}_reason" in found]
    if result["n"]["items"] > 1:
        rows.append(("all items, r_wg(j)", figure(result["rwgj_mean"]), "-", "-", f"{result.get('rwgj_n', 0):,}"))
        notes += _reason(result, "rwgj_mean")
    columns = ("item", "mean r_wg", "mean a_wg", "mean distance from the mean", "n, targets rated twice")
    return Section("Within each target", meanings.WITHIN, columns, tuple(rows), _once(notes))


def _variances(result: Result) -> Section:
    rows: list[tuple[str, ...]] = []
    notes: list[str] = []
    for key, name in (("two_way", "two-way"), ("joint", "joint")):
        found = result[key]
        if found is None:
            notes.append(f"No {name} model. {_sentence(result[f'{key}_reason'])}")
            continue
        variance, n = found["variance"], f"{result['n']['ratings']:,}"
        total = sum(variance.values())
        rows += [
            (f"{name}: {words}", f"{variance[part]:.4f}", f"{variance[part] / total:.0%}" if total else "-", n)
            for part, words in PARTS.items()
            if part in variance
        ]
        criterion = found["reml_criterion"]
        notes.append(
            f"REML criterion of the {name} model: "
            + (f"{criterion:.4f}." if criterion is not None else f"none. {found['reml_criterion_reason']}")
        )
    return Section(
        "What a rating is made of",
        meanings.VARIANCES,
        ("part", "variance", "share", "n, ratings"),
        tuple(rows),
        _once(notes),
    )


def _d_study(result: Result) -> Section:
    curve, n = dict(sorted((result["d_study"] or {}).items(), key=lambda one: int(one[0]))), result["n"]["targets"]
    rows = tuple((f"{k} raters", figure(phi), f"{n:,}") for k, phi in curve.items())
    notes = [*_reason(result, "d_study")]
    if curve:
        enough, most = _enough(curve), _most(curve)
        notes.append(
            f"{meanings.RELIABLE:.2f} is reached with {enough} raters."
            if enough
            else f"{meanings.RELIABLE:.2f} is not reached with {most} raters."
        )
    return Section("How many raters?", meanings.D_STUDY, ("mean of", "reliability", "n, targets"), rows, tuple(notes))


def _enough(curve: Mapping[str, float]) -> int | None:
    return min((int(k) for k, phi in curve.items() if phi >= meanings.RELIABLE), default=None)


def _most(curve: Mapping[str, float]) -> int:
    return max(map(int, curve))


def _effects(result: Result) -> Iterator[Section]:
    """Names in the order of the alphabet: a list by size would be read as a ranking."""
    found = result["two_way"]
    if found is None:
        return
    for key, title, meaning in (
        ("targets", "Targets, severity of their raters taken out", meanings.TARGETS),
        ("raters", "Raters beside an average rater", meanings.RATERS),
    ):
        notes = [meanings.APART.format(parts=result["components"])] if result["components"] > 1 else []
        few = len(found[key]) <= MOST_NAMES
        if not few:
            notes.append(f"{len(found[key]):,} {key}: too many for a table, the JSON has them all.")
        yield Section(
            title,
            meaning,
            (key.removesuffix("s"), "levels from the average", "standard deviation of that", "n, ratings"),
            tuple(
                _effect(name, both, result["ratings_by"][key][name]) for name, both in sorted(found[key].items()) if few
            ),
            tuple(notes),
        )


def _effect(name: str, both: list[float], n: int) -> tuple[str, ...]:
    mean, sd = both
    return name, f"{mean:+.3f}", figure(sd), f"{n:,}"


def _is_figure(cell: str) -> bool:
    return cell == "-" or cell.strip("+-%").replace(",", "").replace(".", "").isdigit()


def _reason(result: Result, key: str) -> list[str]:
    return [_sentence(result[f"{key}_reason"])] if f"{key}_reason" in result else []


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def _once(notes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))
