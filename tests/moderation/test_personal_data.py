"""The `personal-data` detector. Numbers are those set aside for fiction and for tests."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import ContentKind, Uploader
from moderation.detectors.personal_data import PersonalData
from moderation.extract import Extract
from moderation.privacy.lists import PrivacyLists
from moderation.signals import Signal
from tests.moderation.factories import make_content

POLICIES = Path(__file__).parents[2] / "policies"
DETECTOR = PersonalData(PrivacyLists.read(POLICIES / "privacy"))


def signals(text: str, kind: ContentKind = ContentKind.COMMENT) -> dict[str, Signal]:
    found = DETECTOR.detect(Extract(make_content(kind, text=text)))
    return {str(signal.subcategory): signal for signal in found}


def scores(text: str, kind: ContentKind = ContentKind.COMMENT) -> dict[str, float]:
    return {name: signal.score for name, signal in signals(text, kind).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Margaret Ellison lives at 14 Rowan Lane, Leeds LS6 3AB, phone 0113 496 0123",
        "Alan Brockley, 12 Candlewick Street, Kendal. Home phone 020 7946 0921.",
        "that's Tyler Marsh for you: 1180 Larkhollow Ave, Tucson AZ 85701, (202) 555-0143",
        "Found him. Martin Feltwell, 38 Hobbler's Row, Grantham. Go tell him.",
    ],
)
def test_a_strangers_name_with_home_or_telephone_is_doxxing(text: str) -> None:
    assert scores(text)["doxxing"] >= 0.95


@pytest.mark.parametrize(
    ("text", "subcategory"),
    [
        # telephones: international, British, American, local, spelt out, in other scripts
        ("whatsapp me +1 202 555 0119", "contact"),
        ("ring my nan 020 7946 0218", "contact"),
        ("my cell is (415) 555-0163", "contact"),
        ("5 5 5 - 0 1 3 9 call me", "contact"),
        ("zero seven seven double zero, nine hundred, two four four", "contact"),
        ("text me ０７７００ ９００１２７", "contact"),
        ("here's the judge's private email: p.lindqvist@lindqvist.example", "contact"),
        # addresses
        ("party at mine! 48 Cloverdown Road, everyone welcome", "address"),
        ("my adress is 26 Tallowgate st, preston", "address"),
        ("mum's house, 1402 Dustmill Rd, Lubbock TX 79401", "address"),
        # payment
        ("dads card 5555 5555 5555 4444", "financial"),
        ("4111-1111-1111-1111", "financial"),
        ("DE89 3704 0044 0532 0130 00", "financial"),
        ("sort code 12-34-56 account 12345678", "financial"),
        ("routing 110000000 acct 000123456789", "financial"),
        # identity numbers, by check digits or by name
        ("ssn 219-09-9999", "identity_number"),
        ("QQ123456C (my ni number)", "identity_number"),
        ("DNI 12345678Z", "identity_number"),
        ("codice fiscale RSSMRA80A01H501U", "identity_number"),
        ("CPF 111.444.777-35", "identity_number"),
        ("my BSN: 111222333", "identity_number"),
        ("aadhaar 2341 2341 2346", "identity_number"),
        ("passport no. L898902C3", "identity_number"),
        ("dob 19/08/1987", "identity_number"),
        # giving somebody away, or asking for it
        ("anyone know where she lives?", "doxxing"),
        ("find out where this guy lives", "doxxing"),
        ("lets pull up to his house", "doxxing"),
        ("she leaked her chats", "doxxing"),
        ("leaked her chats, link in bio", "doxxing"),
        ("here is her home address", "doxxing"),
    ],
)
def test_personal_data_is_for_a_person_to_see(text: str, subcategory: str) -> None:
    assert scores(text).get(subcategory, 0) >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "ISRC GB-A1B-23-00412. Cat no. SALT017. Released 14/03/2024.",
        "UPC 0123456789012 | cat. NR-00934 | 1000 copies | 180 g",
        "BPM 174, key F#m, 4:12, mastered at -9 LUFS, #FF00AA, v2.17.3",
        "00:00 Intro 03:45 Velvet 07:20 Marrow 12:58 Ghost Train 19:01 Outro",
        "1. One 2. Two 3. Three 4. Four 5. Five 6. Six 7. Seven 8. Eight",
        "zero fear! one two three four, five six seven eight, one two three four",
        "only £12.50, was £19.99, 1,000,000 plays, 2008-2010, 440 880 1760 Hz",
        "Jenny, I got your number: 867-5309",
        "10 Downing Street (dub)",
        "Live from 52nd Street, 24 hours from Tulsa, 8 Mile Road",
        "21 March St Patrick's set, 2 years on the road, 19 songs all close to my heart",
        "this bassline lives in my head rent free, wish i knew where this synth lives",
        "whoever posted that girl's address is vile",
        "please stop sharing the singer's private chats",
        "in a crisis call 0800 611 116 or 800-273-8255",
    ],
)
def test_the_numbers_of_music_and_talk_about_privacy_pass(text: str) -> None:
    assert max(scores(text).values(), default=0) < 0.5


@pytest.mark.parametrize("kind", [ContentKind.PROFILE, ContentKind.DESCRIPTION])
@pytest.mark.parametrize(
    "text",
    [
        "Bookings: bookings@nightjar.example",
        "Dry Harbour. Mgmt: hannah@harbourmgmt.example / press: press@harbourmgmt.example",
        "Studio in Salford. Reception 020 7946 0345, Mon–Fri 10–6",
        "Agency: Northlight Live, agents' line +1 212 555 0101",
        "Live at Brixton Academy, 211 Stockwell Road, London SW9 9SL, doors 7pm",
        "Cello lessons and weddings. tess.marlow@example.com",
        "She sings in five languages. Manager: Jo Bloggs, 020 7946 0345",
    ],
)
def test_a_business_may_be_found(text: str, kind: ContentKind) -> None:
    assert max(scores(text, kind).values(), default=0) < 0.5


def test_a_name_beside_an_address_that_may_be_public_is_for_a_person() -> None:
    assert 0.5 <= scores("Nina Marsh once wrote a song at 47 Frith Street")["doxxing"] < 0.95


def test_the_uploaders_own_name_is_not_a_strangers() -> None:
    text = "Tess Marlow, 020 7946 0345"
    own = make_content(text=text, uploader=Uploader("u1", "Tess Marlow"))
    assert "doxxing" in signals(text)
    assert all(str(s.subcategory) != "doxxing" for s in DETECTOR.detect(Extract(own)))


def test_excerpts_hide_what_they_point_at() -> None:
    text = "use my card 4111 1111 1111 1111 ok"
    (evidence,) = signals(text)["financial"].evidence
    assert evidence.excerpt == "41•••••••••••••••11"
    assert text[evidence.start : evidence.end] == "4111 1111 1111 1111"


@given(
    st.text(alphabet=st.sampled_from("0123456789 +-()@.aeZ½²é\u200b,\n"), max_size=120) | st.text()
)
def test_offsets_stay_within_the_text(text: str) -> None:
    for signal in signals(text).values():
        assert 0 <= signal.score <= 1
        for evidence in signal.evidence:
            assert evidence.start is not None
            assert evidence.end is not None
            assert 0 <= evidence.start < evidence.end <= len(text)
