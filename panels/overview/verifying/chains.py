"""Whether an audit chain is whole: no place missing or taken twice, each link to the one before, nothing cut off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interviews.audit.chain import digest_of
from interviews.audit.models import Entry, Head
from panels.overview.verifying.findings import Finding, Findings


def check_chain(where: str, entries: Iterable[Entry], head: Head | None) -> Findings:
    """`entries` in their order. Reads each once, so that the site's chain need not fit into memory."""
    place, link = 0, ""
    for entry in entries:
        place += 1
        name = f"{where}, audit entry {entry.position}"
        if entry.position != place:
            yield Finding(name, f"it should be number {place}: one before it is missing, or one is there twice")
            place = entry.position
        if entry.previous != link:
            yield Finding(name, "it does not name the entry before it")
        if digest_of(entry) != entry.digest:
            yield Finding(name, "what it says is not what its digest was made from")
        link = entry.digest
    if (head.length if head else 0, head.digest if head else "") != (place, link):
        length = head.length if head else 0
        yield Finding(where, f"its audit should end at entry {length} as audit_head has it, and ends at {place}")


def last_of(entries: Sequence[Entry], verb: str, subject_id: int | None = None) -> Entry | None:
    """The newest entry with that verb, about that row where one is named."""
    found = [entry for entry in entries if entry.verb == verb and subject_id in (None, entry.subject_id)]
    return found[-1] if found else None


def sealed(entry: Entry | None, seal: str) -> bool:
    """Whether the audit has the row with this seal.

    An entry from before there were seals says only that the row was made. Taking a seal away from a later one breaks
    its chain.
    """
    return entry is not None and entry.details.get("seal", seal) == seal
