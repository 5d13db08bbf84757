"""What the platform sends, and what it is answered: the job of the whole service."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.auth import OPERATOR
from app.workflows import manage_banks
from app.workflows.manage_banks import NewEntry
from moderation import BankKind, Heading
from tests.journeys import media
from tests.platforms import Platform, body

HELD = ("review", "block")


def decided(response: TestResponse) -> dict[str, Any]:
    upload = body(response)
    assert upload["decision"]["failures"] == [], upload["decision"]
    return upload


def headings(upload: dict[str, Any]) -> set[str]:
    found = set()
    for each in upload["decision"]["categories"]:
        found.add(each["category"])
        found.add(f"{each['category']}/{each['subcategory']}")
    return found


def words_shown(upload: dict[str, Any], category: str) -> str:
    """The words of all evidence in a category, as its offsets cut them out of what was sent."""
    return " ".join(
        evidence["excerpt"].lower()
        for signal in upload["signals"]
        if signal["category"] == category
        for evidence in signal["evidence"]
    )


def assert_held(upload: dict[str, Any], heading: str) -> None:
    assert upload["decision"]["action"] in HELD, upload["decision"]
    assert heading in headings(upload), upload["decision"]
    assert upload["visible"] is False
    assert upload["review_id"]
    assert upload["restrictions"][0]["ground"] in ("review", "policy")
    assert all(reason.endswith(".") for reason in upload["decision"]["reasons"])
    assert "our terms do not allow" in upload["decision"]["reasons"][0]


ORDINARY = [
    # Talk about music, with music's own hard words
    "That drop at 1:42 absolutely killed me, sick bassline",
    "Honestly the best mix you have put out, the vocals sit perfectly",
    "Bomb track! Shoot the video already",
    "Scunthorpe's finest brass band, saw them at the cocktail bar in Essex",
    # A feeling, a question, a plan
    "this song got me through my dad's funeral, thank you",
    "What compressor did you use on the snare?",
    "We play the Half Moon on 12 May, doors at 7:30, tickets from the venue",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_comments_are_allowed(platform: Platform, text: str) -> None:
    upload = decided(platform.post(text=text))
    assert upload["decision"]["action"] == "allow", upload["decision"]
    assert upload["visible"] is True


@pytest.mark.parametrize("send", ["post_file", "post_raw"])
def test_an_ordinary_track_is_allowed(platform: Platform, send: str) -> None:
    tags = media.id3(TIT2="Harbour Lights", TPE1="The Quiet Coast", TALB="Low Tide")
    data = media.mp3(tags=tags)
    if send == "post_file":
        response = platform.post_file(
            data, "harbour-lights.mp3", "audio/mpeg", title="Harbour Lights"
        )
    else:
        response = platform.post_raw(
            data, "audio/mpeg", title="Harbour Lights", file_name="harbour-lights.mp3"
        )
    upload = decided(response)
    assert upload["decision"]["action"] == "allow", upload
    assert upload["file"]["media_type"] == "audio/mpeg"
    assert upload["file"]["size"] == len(data)
    assert 9 < upload["file"]["duration_s"] < 12


def test_an_ordinary_cover_picture_is_allowed(platform: Platform) -> None:
    upload = decided(platform.post_file(media.png(), "cover.png", "image/png", kind="image"))
    assert upload["decision"]["action"] == "allow", upload


TEXTS = [
    # A slur against a group
    (
        {"text": "all those filthy p4kis should be kicked out of our scene"},
        "hate_and_harassment/hate",
        "p4kis",
    ),
    # A threat
    (
        {"text": "I know where you live and I will kill you, you are dead on friday"},
        "objectionable/threat",
        "kill you",
    ),
    # A gambling advert in look-alike letters
    (
        {"text": "Best onlinе саsіnо, 200% bonus + free spins, register now"},
        "spam/gambling",
        "саsіnо",
    ),
    ({"text": "c4s1n0 bonus c o d e, win real money every day"}, "spam/gambling", "c4s1n0"),
    # A stranger's name with home address and phone
    (
        {
            "text": "Her name is Margaret Ellison, she lives at 14 Tollgate Road, "
            "Colchester CO2 7FQ, call her on 07700 900123"
        },
        "privacy",
        "",
    ),
    # Somebody who says they are staff
    (
        {"text": "I am 1000TRAX support, send me your password", "uploader_verified": False},
        "impersonation/staff",
        "1000trax support",
    ),
    # Fake documents for sale
    (
        {"text": "Selling fake passports and driving licences, DM me for prices"},
        "unlawful",
        "fake passports",
    ),
    # A health lie
    (
        {"text": "Wake up, the vaccine contains microchips to track you"},
        "false_information",
        "microchips",
    ),
    # A protected work leaked
    (
        {"title": "Thriller full album leak 320kbps", "kind": "track", "text": "free download"},
        "infringement",
        "thriller",
    ),
    # A user name that poses as the platform
    (
        {"text": "1000TRAX_Official", "kind": "username"},
        "impersonation/company",
        "1000trax_official",
    ),
]


@pytest.mark.parametrize(("fields", "heading", "words"), TEXTS, ids=[t[1] for t in TEXTS])
def test_restricted_words_are_held_with_evidence(
    platform: Platform, fields: dict[str, Any], heading: str, words: str
) -> None:
    upload = decided(platform.post(**fields))
    assert_held(upload, heading)
    category = heading.partition("/")[0]
    assert words in words_shown(upload, category)
    for signal in upload["signals"]:
        for evidence in signal["evidence"]:
            if evidence["field"] in ("title", "text") and evidence["start"] is not None:
                there = fields[evidence["field"]][evidence["start"] : evidence["end"]]
                masked = "•" in evidence["excerpt"] or evidence["excerpt"].endswith("…")
                assert masked or there == evidence["excerpt"]


def test_the_same_advert_thirty_times_in_a_minute_is_a_flood(platform: Platform) -> None:
    uploads = []
    for number in range(30):
        platform.clock.advance(seconds=2)
        uploads.append(
            decided(
                platform.post(
                    text="We recorded this one live in the village hall last winter",
                    uploader_id=f"uploader-{number % 3}",
                )
            )
        )
    assert uploads[0]["decision"]["action"] == "allow"
    assert_held(uploads[-1], "spam/flood")


def test_a_verified_account_may_speak_as_support(platform: Platform) -> None:
    upload = decided(
        platform.post(text="I am 1000TRAX support, how can I help?", uploader_verified=True)
    )
    assert "impersonation" not in headings(upload)


FILES = [
    # EICAR plain, zipped, and behind a song
    (media.EICAR, "readme.txt", "text/plain", "file", "malware/virus"),
    (media.zipped(stems__txt=media.EICAR), "stems.zip", "application/zip", "file", "malware/virus"),
    (media.mp3() + media.EICAR, "song.mp3", "audio/mpeg", "track", "malware/virus"),
    # A Windows program that says it is a song
    (media.windows_program(), "song.mp3", "audio/mpeg", "track", "malware/disguised"),
    # A script in a picture
    (media.SVG_WITH_SCRIPT, "logo.svg", "image/svg+xml", "image", "malware/active_content"),
    # An archive built to overload
    (media.zip_bomb(), "samples.zip", "application/zip", "file", "malware/bomb"),
]


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind", "heading"), FILES, ids=[f"{f[1]}-{f[4]}" for f in FILES]
)
def test_harmful_files_are_held(
    platform: Platform, data: bytes, name: str, media_type: str, kind: str, heading: str
) -> None:
    response = platform.post_file(data, name, media_type, kind=kind)
    assert_held(body(response), heading)


@pytest.mark.parametrize(
    "data",
    [
        # Less than one whole frame
        media.mp3()[:300],
        # Nothing at all
        b"",
        # Noise
        bytes(range(256)) * 40,
    ],
    ids=["truncated", "empty", "noise"],
)
def test_a_file_that_cannot_be_read_goes_to_a_person(platform: Platform, data: bytes) -> None:
    response = platform.post_file(data, "song.mp3", "audio/mpeg")
    upload = body(response)
    assert upload["decision"]["action"] in HELD
    assert upload["decision"]["reasons"]
    assert upload["review_id"]


def test_a_song_that_is_cut_off_gets_a_clear_decision(platform: Platform) -> None:
    response = platform.post_file(media.mp3()[:100_000], "song.mp3", "audio/mpeg")
    assert body(response)["decision"]["action"] in ("allow", *HELD)


def test_a_file_on_the_block_bank_is_blocked(platform: Platform) -> None:
    first = decided(platform.post_file(media.mp3(), "a.mp3", "audio/mpeg"))
    assert first["visible"] is True
    add_to_bank(platform, "block", first["file"]["sha256"])
    again = decided(platform.post_file(media.mp3(), "b.mp3", "audio/mpeg"))
    assert again["decision"]["action"] == "block"
    assert_held(again, "infringement/copyright")


def test_a_file_on_the_allow_list_is_not_held_for_its_bytes(platform: Platform) -> None:
    first = body(platform.post_file(media.EICAR, "a.txt", "text/plain", kind="file"))
    assert first["decision"]["action"] == "block"
    add_to_bank(platform, "allow", first["file"]["sha256"])
    again = body(platform.post_file(media.EICAR, "b.txt", "text/plain", kind="file"))
    assert again["decision"]["action"] == "allow"
    assert "allow-list" in again["decision"]["reasons"][0]


def add_to_bank(platform: Platform, kind: str, sha256: str) -> None:

    heading = Heading.parse("infringement/copyright")
    new = NewEntry(f"{kind} bank", BankKind(kind), heading, sha256)
    assert manage_banks.add_to_bank(platform.services, new, OPERATOR)
