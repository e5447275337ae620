"""What is wrong with a file of ratings, collected so that one look mends several rows."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_SHOWN = 20


class BadFile(Exception):
    """The file cannot be used; `sentences` say why, the first ones with their line."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass
class Problems:
    """Row errors. The first `most`, in the order of the file, are told in words, the rest is counted."""

    found: list[tuple[int, str]] = field(default_factory=list)
    most: int = MOST_SHOWN

    def at(self, line: int, sentence: str) -> None:
        self.found.append((line, sentence))

    def refuse(self) -> None:
        """Raises BadFile if there is any."""
        if not self.found:
            return
        told = [f"Line {line}: {sentence}" for line, sentence in sorted(self.found)[: self.most]]
        more = len(self.found) - len(told)
        raise BadFile(*told, *([f"... and {more} more like these."] if more else []))
