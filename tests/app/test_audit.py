"""The audit log cannot be changed unnoticed."""

import pytest
from sqlalchemy import text

from app.store.audit import ChainReport, verify_chain
from tests.platforms import Platform


def verified(platform: Platform) -> ChainReport:
    with platform.services.database.reading() as connection:
        return verify_chain(connection)


def test_everything_done_through_the_api_is_in_one_unbroken_chain(platform: Platform) -> None:
    for number in range(5):
        assert platform.post(text=f"hello number {number}").status_code == 201
    report = verified(platform)
    assert report.broken_at is None
    assert report.entries == 2 + 5  # the key, the policy, the uploads


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET details = '{}' WHERE seq = 3",
        "UPDATE audit_entry SET principal = 'nobody' WHERE seq = 3",
        "UPDATE audit_entry SET hash = 'x' WHERE seq = 3",
        "DELETE FROM audit_entry WHERE seq = 3",
    ],
)
def test_a_changed_or_missing_entry_is_found(platform: Platform, change: str) -> None:
    for number in range(3):
        platform.post(text=f"hello number {number}")
    with platform.services.database.transaction() as connection:
        connection.execute(text(change))
    report = verified(platform)
    assert report.broken_at in (3, 4)


def test_a_cut_end_shows_in_the_head(platform: Platform) -> None:
    platform.post(text="hello")
    before = verified(platform)
    with platform.services.database.transaction() as connection:
        connection.execute(
            text("DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)")
        )
    assert verified(platform).head != before.head
