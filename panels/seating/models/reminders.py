"""When interviewers are reminded by themselves of a scorecard that is not in."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from panels.seating.querysets import ReminderPolicyQuerySet

AN_HOUR_OF_THE_DAY = [MinValueValidator(0), MaxValueValidator(23)]


class ReminderPolicy(models.Model):
    """The organisation's, one row. Hours are those of the reader's own day, wherever she is."""

    on = models.BooleanField("remind by itself", default=True)
    first_after = models.PositiveSmallIntegerField("first, minutes after the interview", default=60)
    daily_at = models.PositiveSmallIntegerField("then daily at", default=9, validators=AN_HOUR_OF_THE_DAY)
    at_most = models.PositiveSmallIntegerField("at most", default=4)
    quiet_from = models.PositiveSmallIntegerField("quiet from", default=19, validators=AN_HOUR_OF_THE_DAY)
    quiet_until = models.PositiveSmallIntegerField("quiet until", default=8, validators=AN_HOUR_OF_THE_DAY)
    weekends = models.BooleanField("also at weekends", default=False)
    late_list = models.BooleanField("recruiters get a list of who is late, daily", default=True)

    objects = ReminderPolicyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reminder policies"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="seating_one_reminder_policy"),
            models.CheckConstraint(
                condition=Q(daily_at__lte=23, quiet_from__lte=23, quiet_until__lte=23),
                name="seating_reminder_hours_of_a_day",
            ),
            models.CheckConstraint(condition=Q(at_most__range=(1, 30)), name="seating_reminders_stop"),
        ]

    def __str__(self) -> str:
        return "reminder policy"


class LateList(models.Model):
    """When somebody was last sent the list of who is late on the panels that she runs."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"list of the late for {self.person_id}"
