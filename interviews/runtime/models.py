from django.db import models


class Heartbeat(models.Model):
    """When a process was last seen at work; a task writes it, so it speaks for beat, broker and worker at once."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M:%S}"
