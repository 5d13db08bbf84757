"""`portcullis worker`: do what is due."""

import signal
import threading

import click

from app import worker
from app.cli.common import running_services
from app.logs import set_up_logs


@click.command("worker")
def command() -> None:
    """Work off due rows until stopped."""
    set_up_logs()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with running_services() as services:
        worker.run(services, stop)
