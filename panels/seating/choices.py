"""The fixed words of a panel: kinds, states and reasons that a column may hold."""

from django.db import models


class Ending(models.TextChoices):
    """Why a panel ended without a decision of its own."""

    WITHDREW = "withdrew", "the candidate withdrew"
    ROLE_FILLED = "role_filled", "the role is filled"
    ROLE_CANCELLED = "role_cancelled", "the role is cancelled"
    MISTAKE = "mistake", "the panel was opened by mistake"


class PanelState(models.TextChoices):
    DRAFT = "draft", "draft"
    OPEN = "open", "open"
    REVEALED = "revealed", "scorecards open"
    DECIDED = "decided", "decided"
    CANCELLED = "cancelled", "cancelled"
    WITHDRAWN = "withdrawn", "withdrawn"


class Medium(models.TextChoices):
    VIDEO = "video", "video"
    ONSITE = "onsite", "on site"
    PHONE = "phone", "phone"
    WRITTEN = "written", "work sample"


class InterviewState(models.TextChoices):
    PLANNED = "planned", "planned"
    HAPPENED = "happened", "happened"
    NO_SHOW = "no_show", "did not happen"
    CANCELLED = "cancelled", "cancelled"


class SeatKind(models.TextChoices):
    INDEPENDENT = "independent", "independent"
    SHADOW = "shadow", "shadow"
    INFORMED = "informed", "informed"


class Relation(models.TextChoices):
    """How the interviewer would stand to the person hired."""

    NONE = "none", "no relation to the job"
    MANAGER = "manager", "would be the manager"
    PEER = "peer", "would be a peer"
    REPORT = "report", "would be a report"
    WORKS_WITH = "works_with", "works with the role"


class Conflict(models.TextChoices):
    """What may make an interviewer partial, as she says herself."""

    CLOSE = "close", "family or close friend"
    WORKED = "worked", "worked closely together"
    GAINS = "gains", "something to gain or lose by the outcome"
    OTHER = "other", "another conflict of interest"


class SeatState(models.TextChoices):
    ACTIVE = "active", "on the panel"
    EXCUSED = "excused", "excused"
    REPLACED = "replaced", "replaced"
    REMOVED = "removed", "removed"
    MISSING = "missing", "closed without it"


class Ground(models.TextChoices):
    """Why a record is erased."""

    ASKED = "asked", "The candidate asked for it"
    KEPT_LONG_ENOUGH = "kept_long_enough", "It was kept as long as we keep records"
    MISTAKE = "mistake", "It should never have been recorded"
