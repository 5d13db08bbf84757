"""`portcullis audit`: check the audit log's chain."""

import sys

import click

from app.cli.common import running_services
from app.store.audit import verify_chain


@click.group("audit")
def command() -> None:
    """The audit log."""


@command.command()
def verify() -> None:
    """Recompute the chain; print its head, to be kept outside the database."""
    with running_services() as services, services.database.reading() as connection:
        report = verify_chain(connection)
    if report.broken_at is not None:
        click.echo(f"portcullis: the chain breaks at entry {report.broken_at}", err=True)
        sys.exit(1)
    click.echo(f"{report.entries} entries, unbroken. Head: {report.head}")
