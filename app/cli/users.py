"""`portcullis users`: the people who sign in to the console."""

import secrets
import sys

import click
from rich.console import Console
from rich.table import Table

from app.auth import OPERATOR
from app.cli.common import running_services
from app.permissions import Role
from app.store.users import list_users
from app.workflows.manage_users import create_user, disable


@click.group("users")
def command() -> None:
    """Console users."""


@command.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(email: str, role: str, *, password_stdin: bool) -> None:
    """Make a user; without --password-stdin a password is made and printed once."""
    given = sys.stdin.readline().rstrip("\n") if password_stdin else ""
    password = given if password_stdin else secrets.token_urlsafe(12)
    with running_services() as services:
        user = create_user(services, email, Role(role), password, OPERATOR)
    click.echo(f"{user.email} is {user.role}.")
    if not password_stdin:
        click.echo(f"Password, shown only now: {password}")


@command.command("list")
def list_() -> None:
    """All users."""
    with running_services() as services, services.database.reading() as connection:
        table = Table("e-mail", "role", "created", "disabled")
        for user in list_users(connection):
            disabled = f"{user.disabled_at:%Y-%m-%d %H:%M}" if user.disabled_at else ""
            table.add_row(user.email, user.role, f"{user.created_at:%Y-%m-%d %H:%M}", disabled)
    Console().print(table)


@command.command("disable")
@click.argument("email")
def disable_(email: str) -> None:
    """End a user's access."""
    with running_services() as services:
        disable(services, email, OPERATOR)
    click.echo(f"{email} can no longer sign in.")
