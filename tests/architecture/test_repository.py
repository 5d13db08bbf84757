"""The repository works anywhere: it names no machine's folders and no registry's hosts."""

import re

from tests.architecture.sources import ROOT, repository_files

BIGGEST_TEXT = 2 * 1024 * 1024
# Written in pieces, so that this file passes its own test.
MACHINE_PATHS = re.compile(
    r"(?<![\w.~/-])/(?:work/(?:main|shared)|opt/" + r"(?:wheels|pypi)|root|home/[a-z]+|Users/\w+)/"
)
REGISTRIES = re.compile(
    r"\b(?:(?:test\.)?pypi\." + r"org|python" + r"hosted\.org|(?:deb|security)\.debian\."
    r"org|registry\.npmjs\." + r"org)\b"
)


def test_no_machine_paths_and_no_registry_hosts() -> None:
    assert [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in repository_files()
        if path.stat().st_size <= BIGGEST_TEXT
        for pattern in (MACHINE_PATHS, REGISTRIES)
        if (found := pattern.search(path.read_text("utf-8", errors="replace")))
    ] == []


def test_locks_pin_by_hash_and_agree() -> None:
    """What is tested (dev) is what is run; torch alone would weigh more than everything else."""
    dev, run = (pins((ROOT / f"requirements/{name}.lock").read_text()) for name in ("dev", "run"))
    assert run.items() <= dev.items()
    assert [name for name, hashes in dev.items() if not hashes] == []
    assert [name for name in dev if name.startswith("torch")] == []


def pins(lock: str) -> dict[str, str]:
    """Package and version -> its hashes; the machines it is for are left out."""
    requirement = re.compile(
        r"^([\w.-]+==\S+)[^\\\n]*((?:\\\n\s+--hash=sha256:\w+ *)*)$", re.MULTILINE
    )
    return dict(requirement.findall(lock))
