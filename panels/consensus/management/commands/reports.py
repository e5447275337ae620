import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from interviews.roles.models import Role
from panels.consensus.export import reports_of
from panels.consensus.models import Outbox


class Command(BaseCommand):
    help = "Print the stored consensus reports of a role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--role", required=True, metavar="NAME", help="the role's name")
        parser.add_argument("--json", action="store_true", help="everything, as JSON; without it a table")

    @transaction.atomic
    def handle(self, *, role: str, json: bool, **options: Any) -> None:  # noqa: ARG002
        found = Role.objects.filter(name__iexact=role).first()
        if found is None:
            raise CommandError(f"There is no role named “{role}”.")
        reports = reports_of(found)
        if not reports["panels"] and Outbox.objects.filter(panel__role=found, done_at__isnull=False).exists():
            raise CommandError("This database user may read no report: name the worker's in DATABASE_URL.")
        self.stdout.write(as_json(reports) if json else table(reports))


def as_json(reports: dict[str, Any]) -> str:
    return json.dumps(reports, ensure_ascii=False, indent=2, allow_nan=False)


def table(reports: dict[str, Any]) -> str:
    """A line a panel: candidate, raters, overall, and each competency's median with its n."""
    panels = reports["panels"]
    if not panels:
        return f"{reports['role']}: no reports yet."
    width = max(len(panel["candidate"]) for panel in panels)
    lines = [f"{reports['role']}: {len(panels)} {'report' if len(panels) == 1 else 'reports'}"]
    for panel in panels:
        medians = ", ".join(f"{one['name']} {_figure(one['median'])} (n = {one['n']})" for one in panel["competencies"])
        overall = f"overall {_figure(panel['overall']['mean'])} from {panel['raters']}"
        lines.append(f"{panel['candidate']:<{width}}  {overall}; medians: {medians}")
    return "\n".join(lines)


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"
