"""The one signal that goes up from scorecards.

`panel_revealed` is sent inside the transaction that opened the scorecards, and again with `late=True` when a card came
late and still blind. Keywords: `panel`, `late`. Its one receiver stands in consensus and writes the outbox row.
"""

from django.dispatch import Signal

panel_revealed = Signal()
