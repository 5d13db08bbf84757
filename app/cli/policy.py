"""`portcullis policy`: check a policy file, and put one in force."""

from pathlib import Path

import click

from app.auth import OPERATOR
from app.cli.common import running_services
from app.workflows.publish_policy import publish
from moderation import Policy, parse_policy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("policy")
def command() -> None:
    """The policy."""


@command.command()
@click.argument("file", type=FILE)
def check(file: Path) -> None:
    """Say whether FILE can be used, or the line that is wrong."""
    policy = parse_policy(file.read_text(encoding="utf-8"))
    click.echo(f"{file} can be used: {summary(policy)}.")


@command.command("publish")
@click.argument("file", type=FILE)
def publish_(file: Path) -> None:
    """Put FILE in force; running servers follow within a second."""
    with running_services() as services:
        policy = publish(services, file.read_text(encoding="utf-8"), OPERATOR)
    click.echo(f"Version {policy.version} is in force: {summary(policy)}.")


def summary(policy: Policy) -> str:
    """What is in it, in numbers."""
    return (
        f"version {policy.version}, {len(policy.thresholds)} thresholds, {len(policy.rules)} rules"
    )
