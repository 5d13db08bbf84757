"""What a drawing (SVG) does besides being drawn, by reading it as XML.

Finds scripts, event handlers, links that run something, web pages within the drawing, and
entities, which hide things from this reading. It cleans nothing.
"""

import re
from dataclasses import dataclass
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.expatreader import create_parser

MOST_BYTES = 512 * 1024  # read; at most 0.1 s, however it was made
_MOST_TRICKS = 8

_BLANKS = re.compile(r"[\x00-\x20]+")  # browsers drop them within a scheme
_RUNS = re.compile(
    r"(javascript|vbscript|livescript):|data:(text/(html|xml)|application/)", re.IGNORECASE
)
_STYLE_RUNS = re.compile(r"javascript:|expression\(|-moz-binding", re.IGNORECASE)
_HANDLER = re.compile(r"on[a-z]{3,}", re.IGNORECASE)

# Elements that have no business in a picture.
_ELEMENTS: dict[str, tuple[float, str]] = {
    "script": (0.97, "a script"),
    "handler": (0.95, "an event handler"),
    "iframe": (0.95, "a frame"),
    "object": (0.95, "an embedded object"),
    "embed": (0.95, "an embedded object"),
    "foreignobject": (0.6, "a web page within the drawing"),
}


class BrokenSvg(ValueError):
    """It is no XML to the end."""


@dataclass(frozen=True, slots=True)
class SvgTrick:
    """One thing a drawing does; `token` is how it is written, to find its place."""

    score: float
    says: str
    token: str


def tricks_in(svg: bytes) -> tuple[SvgTrick, ...]:
    """What it does; BrokenSvg if nothing was found before it stopped being XML."""
    walk = _Walk()
    # Its own DTD is ignored rather than forbidden: every drawing of Inkscape names one.
    parser = create_parser(forbid_external=False)
    parser.setContentHandler(walk)
    try:
        parser.feed(svg)
        parser.close()
    except DefusedXmlException:
        walk.add(0.6, "entities, which can hide anything", "<!ENTITY")
    except SAXParseException as broken:
        if not walk.tricks:
            raise BrokenSvg(str(broken.getMessage())) from broken
    return tuple(walk.tricks)


class _Walk(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.tricks: list[SvgTrick] = []
        self._in_style = False

    def add(self, score: float, says: str, token: str) -> None:
        if len(self.tricks) < _MOST_TRICKS:
            self.tricks.append(SvgTrick(score, says, token))

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX names it
        local = name.rpartition(":")[2].lower()
        self._in_style = local == "style"
        if local in _ELEMENTS:
            self.add(*_ELEMENTS[local], f"<{name}")
        for attribute, value in attrs.items():
            self._attribute(local, attribute, value)
        if local in {"set", "animate"}:
            self._animation(attrs)

    def characters(self, content: str) -> None:
        if self._in_style:
            self._style(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802 - SAX names it
        if target == "xml-stylesheet" and ("xsl" in data or _RUNS.search(data)):
            self.add(0.9, "a style sheet that can run code", "<?xml-stylesheet")

    def _attribute(self, element: str, name: str, value: str) -> None:
        if _HANDLER.fullmatch(name):
            self.add(0.95, f"an event handler ({name})", name)
        elif name.rpartition(":")[2] in {"href", "src", "action"}:
            if _RUNS.match(_BLANKS.sub("", value[:200])):
                self.add(0.95, "a link that runs code", value[:40])
            elif element == "use" and value.lstrip().startswith("data:"):
                self.add(0.8, "a drawing within the drawing", value[:40])
        elif name == "style":
            self._style(value)

    def _animation(self, attrs: AttributesImpl) -> None:
        """An animation can set a link or a handler later than this reading."""
        target = attrs.get("attributeName", "")
        values = " ".join(attrs.get(key, "") for key in ("to", "values", "from"))
        runs = _RUNS.search(_BLANKS.sub("", values))
        if _HANDLER.fullmatch(target) or (target.endswith("href") and runs):
            self.add(0.95, f"an animation of {target}", target)

    def _style(self, text: str) -> None:
        if _STYLE_RUNS.search(_BLANKS.sub("", text)):
            self.add(0.8, "a style that runs code", text.strip()[:40])
