"""`portcullis keys`: make, list and revoke API keys."""

import click
from rich.console import Console
from rich.table import Table

from app.auth import OPERATOR
from app.cli.common import running_services
from app.permissions import Scope
from app.store.keys import list_keys
from app.workflows.manage_keys import create_key, revoke


@click.group("keys")
def command() -> None:
    """API keys."""


@command.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([scope.value for scope in Scope]),
)
def create(name: str, scopes: tuple[str, ...]) -> None:
    """Make a key called NAME and print it; it is shown only now."""
    with running_services() as services:
        chosen = frozenset(Scope(scope) for scope in scopes)
        click.echo(create_key(services, name, chosen, OPERATOR))


@command.command("list")
def list_() -> None:
    """All keys, without their text."""
    with running_services() as services, services.database.reading() as connection:
        table = Table("id", "name", "scopes", "created", "last used", "revoked")
        for key in list_keys(connection):
            table.add_row(
                key.id,
                key.name,
                " ".join(sorted(key.scopes)),
                f"{key.created_at:%Y-%m-%d %H:%M}",
                f"{key.last_used_at:%Y-%m-%d %H:%M}" if key.last_used_at else "never",
                f"{key.revoked_at:%Y-%m-%d %H:%M}" if key.revoked_at else "",
            )
    Console().print(table)


@command.command("revoke")
@click.argument("key_id")
def revoke_(key_id: str) -> None:
    """Make the key with this id invalid."""
    with running_services() as services:
        revoke(services, key_id, OPERATOR)
    click.echo(f"Key {key_id} is revoked; running servers follow within a second.")
