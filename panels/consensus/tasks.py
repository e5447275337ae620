from typing import Any

from celery import shared_task

from panels.consensus.actions import analysing, building, calibrating, printing


@shared_task(name="consensus.build_report")
def build_report(panel_id: int, *_args: Any, **_kwargs: Any) -> None:
    building.build_owed(panel_id=panel_id)


@shared_task(name="consensus.sweep_outbox")
def sweep_outbox(*_args: Any, **_kwargs: Any) -> None:
    building.sweep()


@shared_task(name="consensus.sweep_calibrations")
def sweep_calibrations(*_args: Any, **_kwargs: Any) -> None:
    calibrating.sweep_calibrations()


@shared_task(name="consensus.calibrate_all")
def calibrate_all(*_args: Any, **_kwargs: Any) -> None:
    calibrating.calibrate_all()


@shared_task(name="consensus.analyse")
def analyse(analysis_id: int, *_args: Any, **_kwargs: Any) -> None:
    analysing.analyse_owed(analysis_id=analysis_id)


@shared_task(name="consensus.sweep_analyses")
def sweep_analyses(*_args: Any, **_kwargs: Any) -> None:
    analysing.sweep_analyses()


@shared_task(name="consensus.print_report")
def print_report(printout_id: int, *_args: Any, **_kwargs: Any) -> None:
    printing.print_owed(printout_id=printout_id)


@shared_task(name="consensus.sweep_printouts")
def sweep_printouts(*_args: Any, **_kwargs: Any) -> None:
    printing.sweep_printouts()
