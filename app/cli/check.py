"""`portcullis check`: whether the settings make sense, and what is missing."""

import sys

import click

from app.cli.common import application
from app.config import Settings
from app.http.context import SERVICES
from app.workflows.check_readiness import check_readiness


@click.command("check")
def command() -> None:
    """Check settings, database, migrations, policy and detectors."""
    settings = Settings.from_env()
    with application(settings).app_context() as context:
        services = context.app.extensions[SERVICES]
        parts = check_readiness(services)
        detectors = [detector.name for detector in services.screener.detectors]
    for name, state in parts.items():
        click.echo(f"{'ok  ' if state == 'ok' else 'WRONG'} {name}: {state}")
    click.echo(f"ok   detectors loaded: {', '.join(sorted(detectors))}")
    for advice in missing(settings):
        click.echo(f"note {advice}")
    if any(state != "ok" for state in parts.values()):
        sys.exit(1)


def missing(settings: Settings) -> list[str]:
    """What works, and would work better otherwise."""
    notes = []
    if not settings.clamd_url:
        notes.append("no virus scanner: set PORTCULLIS_CLAMD_URL; until then only EICAR is known")
    if settings.synchronous != "FULL":
        notes.append("PORTCULLIS_SQLITE_SYNCHRONOUS=normal: a power cut may lose decisions")
    if settings.environment == "development":
        notes.append("this is a development install: set PORTCULLIS_ENV=production to serve people")
    if settings.clock_offset:
        notes.append(f"the rehearsal clock is on: {settings.clock_offset}")
    return notes
