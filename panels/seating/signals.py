"""The one signal that goes up from seating.

`seats_changed` is sent inside the transaction that holds the panel's lock, after the roster of a sent panel changed:
sending, excusing, replacing, changing or removing a seat, closing. Keywords: `panel`, `actor_id`, and `touched`, the
seats whose assignment changed. Its one receiver stands in scorecards: it makes missing cards, refuses a change to a
seat whose rater has begun, and opens the scorecards when nothing is missing any more.
"""

from django.dispatch import Signal

seats_changed = Signal()
