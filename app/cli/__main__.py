"""`python -m app.cli` is `portcullis`."""

from app.cli import main

main()
