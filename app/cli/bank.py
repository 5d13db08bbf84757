"""`portcullis bank`: banks of known files."""

import re

import click

from app.auth import OPERATOR
from app.cli.common import running_services
from app.workflows.manage_banks import NewEntry, add_to_bank
from moderation import BankKind, Heading


@click.group("bank")
def command() -> None:
    """Banks of known content."""


def _digest(_: click.Context, __: click.Parameter, value: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
        raise click.BadParameter("a SHA-256 has 64 hexadecimal digits")
    return value.lower()


def _heading(_: click.Context, __: click.Parameter, value: str) -> Heading:
    try:
        return Heading.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@command.command()
@click.argument("bank")
@click.argument("sha256", callback=_digest)
@click.option("--kind", type=click.Choice([kind.value for kind in BankKind]), default="block")
@click.option("--heading", default="malware", callback=_heading, help="category/subcategory")
@click.option("--note", default="")
def add(bank: str, sha256: str, kind: str, heading: Heading, note: str) -> None:
    """Add a file's SHA256 to BANK, which is made when it is new."""
    new = NewEntry(bank, BankKind(kind), heading, sha256, note)
    with running_services() as services:
        added = add_to_bank(services, new, OPERATOR)
    click.echo(f"In bank '{bank}' ({added.kind})." if added else f"Bank '{bank}' has it already.")
