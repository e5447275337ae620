"""Writers over real HTTP, who note each save and submission that was acknowledged, and how long each answer took."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

TOKEN = "a" * 32
PATIENCE = 60


@dataclass
class Seat:
    panel: int
    uuid: str
    writer: int
    revision: int = 0
    submitted: bool = False


@dataclass
class Ledger:
    """What the site has promised. `acknowledged` is by seat: the newest revision and the word that it holds."""

    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)
    saves: int = 0
    submissions: int = 0
    refused: int = 0
    times: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Writer:
    """One signed-in person. A request that gets no answer may have been done or not: the next load tells."""

    def __init__(self, port: int, session: str, competencies: list[int], ledger: Ledger, seed: int) -> None:
        self.port, self.session, self.competencies, self.ledger = port, session, competencies, ledger
        self.random = Random(seed)
        self.connection: http.client.HTTPConnection | None = None
        self.number = seed * 10**7

    def save(self, seat: Seat) -> bool:
        self.number += 1
        word = f"word{self.number}"
        body = {"revision": seat.revision, "recommendation": "yes", "notes": word}
        for key in self.competencies:
            body |= {f"level-{key}": self.random.randint(1, 5), f"evidence-{key}": f"{word} was said"}
        status, text = self._post(f"/seats/{seat.uuid}/scorecard/save/", body)
        if status == 200:
            seat.revision += 1
            with self.ledger.lock:
                self.ledger.acknowledged[seat.uuid] = (seat.revision, word)
                self.ledger.saves += 1
            return True
        if status == 409:
            seat.revision = int(text.split('"revision": ')[1].split(",")[0])
        with self.ledger.lock:
            self.ledger.refused += 1
        return False

    def submit(self, seat: Seat) -> bool:
        """Save until it holds, then submit until it is in."""
        for _ in range(20):
            if not self.save(seat):
                time.sleep(0.2)
                continue
            began = time.perf_counter()
            status, _ = self._post(
                f"/seats/{seat.uuid}/scorecard/summary/", {"revision": seat.revision, "discussed": "no"}
            )
            if status == 302:
                seat.submitted = True
                with self.ledger.lock:
                    self.ledger.submissions += 1
                    self.ledger.times.append(time.perf_counter() - began)
                return True
            if self._get(f"/seats/{seat.uuid}/scorecard/summary/") == 302:  # it was in already, the answer was lost
                seat.submitted = True
                return True
        return False

    def _post(self, path: str, body: dict[str, object]) -> tuple[int, str]:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": TOKEN, **body}))

    def _get(self, path: str) -> int:
        return self._ask("GET", path, None)[0]

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Referer": f"http://127.0.0.1:{self.port}/",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            if self.connection is not None:
                self.connection.close()
            self.connection = None
            time.sleep(0.05)
            return 0, ""


def at_work(jobs: list[Callable[[], None]]) -> list[threading.Thread]:
    threads = [threading.Thread(target=job, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    return threads
