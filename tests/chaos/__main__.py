"""`make chaos`: long runs on a site of the product's own processes, with a printed seed and a table at the end.

WHAT=saves    acknowledged saves while the database is killed (SIZE=100000 saves, ROUNDS=20 kills)
WHAT=reports  panels submitted by eight writers while workers are killed (SIZE=10000 panels, ROUNDS=20 kills)
WHAT=broker   submitting with the broker stopped and frozen, and reports without any fault (SIZE=300 panels)
WHAT=mix      ROUNDS of randomly chosen faults under load
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tqdm import tqdm

from tests.chaos.load import Writer, at_work
from tests.chaos.rig import SETTLES, Rig
from tests.site import eventually

SIZES = {"saves": 100_000, "reports": 10_000, "broker": 300, "mix": 60}
PAUSE = 1.5


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("what", choices=SIZES, nargs="?", default="mix")
    words.add_argument("--size", type=int)
    words.add_argument("--rounds", type=int, default=20)
    words.add_argument("--seed", type=int, default=Random().randrange(10**6))
    chosen = words.parse_args()
    size = chosen.size or SIZES[chosen.what]
    say(f"chaos: {chosen.what}, size {size}, rounds {chosen.rounds}, seed {chosen.seed}")
    with tempfile.TemporaryDirectory(prefix="concord-chaos-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        rig = Rig(Path(folder) / "data")
        try:
            table = RUNS[chosen.what](rig, size, chosen.rounds, Random(chosen.seed))
        finally:
            rig.end()
    for name, value in table.items():
        say(f"  {name:<45} {value}")
    broken = table["acknowledged saves lost"] + table["wrong, missing or double reports"]
    return 1 if broken else 0


def saves(rig: Rig, size: int, rounds: int, _random: Random) -> dict[str, float]:
    rig.make(40)
    recoveries = []
    with everybody_saves(rig), tqdm(total=size, unit=" saves", mininterval=2) as bar:
        for number in range(1, rounds + 1):
            wait_until(lambda goal=size * number // rounds: rig.ledger.saves >= goal, bar, rig)
            rig.kill_database()
            recoveries.append(recovery(rig))
    rig.settle()
    return {**result(rig), "database kills": rounds, "longest pause of saving, s": round(max(recoveries), 2)}


def reports(rig: Rig, size: int, rounds: int, random: Random) -> dict[str, float]:
    rig.make(size)
    kills = sorted(random.uniform(0.02, 0.98) for _ in range(rounds))
    recoveries, killed = [], []
    cards = len(rig.seats)
    threads = everybody_submits(rig)
    with tqdm(total=cards, unit=" cards", mininterval=2) as bar:
        for share in kills:
            wait_until(lambda goal=share * cards: rig.ledger.submissions >= goal, bar, rig, "submissions")
            rig.kill("concord-worker")
            killed.append(rig.interrupted())
            recoveries.append(next_report(rig))
        for thread in threads:
            thread.join()
    settled = rig.settle(backlog=size)
    late = [rig.built_after(*one) for one in killed]
    return {
        **result(rig),
        "worker kills": rounds,
        "reports that a kill interrupted": sum(len(panels) for _, panels in killed),
        "longest from a kill to such a report, s": round(max(late), 1),
        "longest from a kill to the next report, s": round(max(recoveries), 1),
        "settled after the last card, s": round(settled, 1),
    }


def broker(rig: Rig, size: int, _rounds: int, _random: Random) -> dict[str, float]:
    rig.make(size)
    third = size // 3
    found: dict[str, float] = {}
    panels = sorted({seat.panel for seat in rig.seats})
    for name, some in (("", panels[:third]), ("stopped", panels[third : 2 * third]), ("frozen", panels[2 * third :])):
        before, began = len(rig.ledger.times), len(rig.delays())
        if name:
            with rig.broker_gone() if name == "stopped" else rig.broker_frozen():
                join(everybody_submits(rig, some))
            back = rig.settle()
            found[f"reports there after the broker's return ({name}), s"] = round(back, 1)
        else:
            join(everybody_submits(rig, some))
            rig.settle()
            found |= {f"report after the last card, {k}, s": v for k, v in shares(rig.delays()[began:]).items()}
        times = shares(rig.ledger.times[before:])
        found |= {f"submitting, broker {name or 'well'}, {key}, ms": round(1000 * v) for key, v in times.items()}
    return {**result(rig), **found}


def mix(rig: Rig, size: int, rounds: int, random: Random) -> dict[str, float]:
    rig.make(size)
    panels = sorted({seat.panel for seat in rig.seats})
    share = max(1, len(panels) // rounds)
    faults: dict[str, Callable[[], object]] = {
        "database killed": rig.kill_database,
        "web killed": lambda: rig.kill("concord-web"),
        "worker killed": lambda: rig.kill("concord-worker"),
        "beat killed": lambda: rig.kill("concord-beat"),
        "broker emptied": rig.empty_broker,
        "worker frozen": lambda: held(rig.frozen("concord-worker")),
        "broker frozen": lambda: held(rig.broker_frozen()),
        "broker gone": lambda: held(rig.broker_gone()),
    }
    for number in range(rounds):
        name = random.choice(sorted(faults))
        threads = everybody_submits(rig, panels[number * share : (number + 1) * share])
        time.sleep(random.uniform(0, 0.5))
        say(f"  round {number + 1}: {name}")
        faults[name]()
        join(threads)
        rig.settle()
        if rig.lost() or rig.wrong_reports():
            break
    return {**result(rig), "rounds": rounds}


def held(fault: object) -> None:
    with fault:  # type: ignore[attr-defined]
        time.sleep(PAUSE)


def result(rig: Rig) -> dict[str, float]:
    revealed = rig.ask("SELECT count(*) FROM seating_panel WHERE revealed_at IS NOT NULL")[0][0]
    return {
        "acknowledged saves": rig.ledger.saves,
        "acknowledged saves lost": len(rig.lost()),
        "opened panels": revealed,
        "wrong, missing or double reports": len(rig.wrong_reports()),
    }


class everybody_saves:
    """Eight writers, each on one seat after the other, until the block ends."""

    def __init__(self, rig: Rig) -> None:
        self.over = threading.Event()
        self.threads = at_work([self._job(rig, writer) for writer in rig.writers])

    def _job(self, rig: Rig, writer: Writer) -> Callable[[], None]:
        seats = rig.of(writer)

        def job() -> None:
            while not self.over.is_set():
                for seat in seats:
                    writer.save(seat)

        return job

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_raised: object) -> None:
        self.over.set()
        join(self.threads)


def everybody_submits(rig: Rig, panels: list[int] | None = None) -> list[threading.Thread]:
    wanted = None if panels is None else set(panels)

    def of(writer: Writer) -> Callable[[], None]:
        def job() -> None:
            for seat in rig.of(writer):
                if wanted is None or seat.panel in wanted:
                    writer.submit(seat)

        return job

    return at_work([of(writer) for writer in rig.writers])


def recovery(rig: Rig) -> float:
    """Seconds until a save is acknowledged again."""
    before, began = rig.ledger.saves, time.monotonic()
    while rig.ledger.saves < before + 8:
        time.sleep(0.02)
    return time.monotonic() - began


def next_report(rig: Rig) -> float:
    """Seconds until one more report is there. Under load one is always owed."""
    before, began = rig.reports(), time.monotonic()
    eventually(lambda: rig.reports() > before, SETTLES)
    return time.monotonic() - began


def wait_until(done: Callable[[], bool], bar: tqdm[object], rig: Rig, what: str = "saves") -> None:
    while not done():
        time.sleep(0.1)
        bar.update(getattr(rig.ledger, what) - bar.n)


def join(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.join()


def shares(values: list[float]) -> dict[str, float]:
    values = sorted(values)
    return {f"p{share}": round(values[min(len(values) - 1, len(values) * share // 100)], 3) for share in (50, 95, 99)}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


RUNS = {"saves": saves, "reports": reports, "broker": broker, "mix": mix}


if __name__ == "__main__":
    sys.exit(main())
