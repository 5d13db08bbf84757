"""Names for test parameters that are files: their bytes would be no name to read."""


def by_size(value: object) -> str | None:
    """Bytes by their number, which also stays the same when a time stamp in them does not."""
    return f"{len(value)} bytes" if isinstance(value, bytes) else None
