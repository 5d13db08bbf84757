"""The command line, run as a person runs it: what it prints, and how it ends."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.config import PROJECT
from tests.journeys import media

pytestmark = pytest.mark.slow  # each starts an interpreter


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(
    home: Path, *arguments: str, stdin: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        cwd=PROJECT,
        env=os.environ | {"PORTCULLIS_HOME": str(home), "COLUMNS": "160"} | env,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def written(folder: Path, **files: bytes) -> Sequence[str]:
    paths = []
    for name, data in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(data)
        paths.append(str(path))
    return paths


def test_keys_are_printed_once_and_can_be_listed_and_revoked(home: Path) -> None:
    assert run(home, "migrate").returncode == 0
    made = run(home, "keys", "create", "platform", "--scope", "upload", "--scope", "read")
    assert re.fullmatch(r"pck_[\w-]{43}\n", made.stdout)
    listed = run(home, "keys", "list").stdout
    assert "platform" in listed
    assert "read upload" in listed
    assert made.stdout.strip() not in listed
    key_id = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", listed)
    assert key_id
    assert run(home, "keys", "revoke", key_id[0]).returncode == 0
    again = run(home, "keys", "revoke", key_id[0])
    assert (again.returncode, again.stderr[:11]) == (1, "portcullis:")


def test_users_are_made_with_a_password_from_standard_input(home: Path) -> None:
    run(home, "migrate")
    made = run(
        home,
        *("users", "create", "Ann@Example.org", "--role", "admin", "--password-stdin"),
        stdin="correct horse battery\n",
    )
    assert made.stdout == "ann@example.org is admin.\n"
    short = run(
        home,
        *("users", "create", "b@example.org", "--role", "admin", "--password-stdin"),
        stdin="x",
    )
    assert short.returncode == 1
    assert "at least 12 characters" in short.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["keys", "create", "a", "--scope", "everything"],
        ["screen"],
        ["screen", "no-such-file"],
        ["bank", "add", "b", "not-a-digest"],
        ["nonsense"],
    ],
)
def test_wrong_usage_ends_with_2_and_a_hint(home: Path, arguments: list[str]) -> None:
    ended = run(home, *arguments)
    assert ended.returncode == 2
    assert "Error:" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_setting_that_cannot_be_used_is_one_sentence(home: Path) -> None:
    ended = run(home, "check", PORTCULLIS_PORT="eighty")
    assert ended.returncode == 1
    assert ended.stderr == (
        "portcullis: PORTCULLIS_PORT must be a whole number above 0, not 'eighty'\n"
    )


def test_a_wrong_policy_is_refused_with_its_line(home: Path, tmp_path: Path) -> None:
    document = (PROJECT / "policies" / "default.yaml").read_text()
    good = tmp_path / "good.yaml"
    good.write_text(document)
    assert "can be used" in run(home, "policy", "check", str(good)).stdout
    bad = tmp_path / "bad.yaml"
    bad.write_text(document.replace("blocks_per_day: 5000", "blocks_per_day: lots"))
    ended = run(home, "policy", "check", str(bad))
    assert ended.returncode == 1
    assert re.fullmatch(r"portcullis: line \d+: 'lots' is not a whole number.*\n", ended.stderr)


def test_check_says_what_is_missing(home: Path) -> None:
    before = run(home, "check")
    assert before.returncode == 1
    assert "WRONG migrations: run: portcullis migrate" in before.stdout
    run(home, "migrate")
    run(home, "policy", "publish", "policies/default.yaml")
    after = run(home, "check")
    assert after.returncode == 0, after.stdout
    assert "no virus scanner" in after.stdout


def test_screening_files_needs_no_server_and_says_the_hardest_in_its_exit_code(
    home: Path, tmp_path: Path
) -> None:
    tags = media.id3(TIT2="Harbour Lights", TPE1="The Quiet Coast")
    fine, bad = written(tmp_path, song__mp3=media.mp3(tags=tags), readme__txt=media.EICAR)
    allowed = run(home, "screen", fine, "--text", "Lovely harmonies in the bridge")
    assert allowed.returncode == 0, allowed.stdout
    assert "allow" in allowed.stdout
    blocked = run(home, "screen", fine, bad)
    assert blocked.returncode == 4
    assert "malware/virus" in blocked.stdout
    assert not home.exists()


def test_screening_answers_machines_in_json_lines(home: Path, tmp_path: Path) -> None:
    (bad,) = written(tmp_path, readme__txt=media.EICAR)
    ended = run(home, "screen", bad, "--text", "Lovely harmonies in the bridge", "--json")
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert (first["name"], first["action"]) == ("readme.txt", "block")
    assert first["signals"][0]["detector"]
    assert (second["name"], second["action"], second["signals"]) == ("text", "allow", [])


def test_many_files_show_progress_on_standard_error(home: Path, tmp_path: Path) -> None:
    files = written(tmp_path, **{f"picture{n}__png": media.png() for n in range(5)})
    ended = run(home, "screen", *files)
    assert ended.returncode == 0, ended.stdout
    assert "Screening" in ended.stderr


def test_the_audit_chain_is_verified(home: Path) -> None:
    run(home, "migrate")
    run(home, "keys", "create", "a", "--scope", "read")
    assert re.fullmatch(
        r"1 entries, unbroken\. Head: [0-9a-f]{64}\n", run(home, "audit", "verify").stdout
    )
