"""`portcullis …`: serve, screen and manage from the command line."""

import os
import sys

import click

from app.cli import (
    audit,
    bank,
    check,
    evaluate,
    keys,
    migrate,
    policy,
    screen,
    serve,
    users,
    worker,
)
from app.config import SettingRefused
from app.errors import FieldsUnacceptable, Refusal
from moderation import PolicyError

BAD_INPUT = 1
PRIVATE = 0o077  # what a command makes is for its user alone: it holds people's words

COMMANDS = (serve, worker, check, screen, keys, users, policy, bank, audit, evaluate, migrate)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="portcullis")
def portcullis() -> None:
    """Content moderation and copyright claims."""


for _module in COMMANDS:
    portcullis.add_command(_module.command)


def main() -> None:
    """Run a command; what it cannot do is one clear sentence on stderr."""
    os.umask(PRIVATE)
    try:
        portcullis(standalone_mode=True)
    except FieldsUnacceptable as refusal:
        fail("; ".join(error.detail for error in refusal.errors))
    except (Refusal, SettingRefused, PolicyError) as refusal:
        fail(str(refusal))


def fail(sentence: str) -> None:
    """Say what is wrong and end with exit code 1."""
    click.echo(f"portcullis: {sentence}", err=True)
    sys.exit(BAD_INPUT)
