"""Settings: each value that cannot be used is refused by name."""

from datetime import timedelta

import pytest

from app.config import SettingRefused, Settings


def test_the_defaults_need_nothing() -> None:
    settings = Settings.from_env({})
    assert settings.database_url.startswith("sqlite:///")
    assert settings.port == 8000
    assert settings.home.name == "var"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "eighty"),
        ("ENV", "test"),
        ("RATE_LIMITS", "maybe"),
        ("BROKER_URL", "http://x"),
        ("CLAMD_URL", "localhost:3310"),
        ("BLOB_URL", "ftp://x"),
        ("CLOCK_OFFSET", "15 days"),
        ("CLOCK_OFFSET", "P"),
        ("CLOCK_OFFSET", "P1DT"),
        ("MAX_UPLOAD_MB", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=f"PORTCULLIS_{name}"):
        Settings.from_env({f"PORTCULLIS_{name}": value})


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P15D", timedelta(days=15)),
        ("PT1H30M", timedelta(hours=1, minutes=30)),
        ("P2W", timedelta(weeks=2)),
        ("-P1DT2S", -timedelta(days=1, seconds=2)),
    ],
)
def test_the_rehearsal_clock_takes_iso_durations(text: str, length: timedelta) -> None:
    assert Settings.from_env({"PORTCULLIS_CLOCK_OFFSET": text}).clock_offset == length


@pytest.mark.parametrize(
    "env", [{"PORTCULLIS_CLOCK_OFFSET": "P1D"}, {"PORTCULLIS_RATE_LIMITS": "off"}]
)
def test_production_refuses_what_is_for_development(env: dict[str, str]) -> None:
    with pytest.raises(SettingRefused, match="development"):
        Settings.from_env(env | {"PORTCULLIS_ENV": "production"})
