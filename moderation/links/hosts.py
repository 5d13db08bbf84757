"""What a host name is: its registered domain, its readable form, its scripts, an IP address.

Nothing here opens a connection; public suffixes come from the snapshot inside tldextract.
"""

import ipaddress
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from tldextract import TLDExtract

RESERVED = frozenset({"example", "test", "invalid"})  # RFC 2606: never registered, always harmless
_PUNYCODE = "xn--"


@dataclass(frozen=True, slots=True)
class Registration:
    """Where a host is registered: `label` + `suffix` make the registered domain."""

    label: str
    suffix: str

    @property
    def domain(self) -> str:
        """The domain someone registered; empty for an IP address or an unknown suffix."""
        return f"{self.label}.{self.suffix}" if self.label and self.suffix else ""


@lru_cache(maxsize=4_096)  # a link is asked about several times, and the same hosts come again
def registration_of(host: str) -> Registration:
    """Split a host by the public suffix list; no suffix where the list knows none."""
    if host.rpartition(".")[2] in RESERVED:
        labels = host.split(".")
        return Registration(labels[-2] if len(labels) > 1 else "", labels[-1])
    found = _public_suffixes().extract_str(host)
    return Registration(found.domain if found.suffix else "", found.suffix)


def parents_of(host: str) -> list[str]:
    """The host itself and each domain above it, down to two labels."""
    labels = host.split(".")
    return [".".join(labels[i:]) for i in range(max(1, len(labels) - 1))]


def is_ip_address(host: str) -> bool:
    """Whether the host is an IPv4 address, also one written as a single number."""
    if host.isdecimal() or host.startswith("0x"):
        return len(host) >= 8
    if host[:1].isdecimal() and host.count(".") == 3:
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            return False
        return True
    return False


def readable(host: str) -> str:
    """The host with its punycode labels as the letters a browser may show."""
    if _PUNYCODE not in host:
        return host
    return ".".join(_readable_label(label) for label in host.split("."))


def mixes_scripts(host: str) -> bool:
    """Whether one label mixes Latin with the scripts that imitate it.

    Latin beside Japanese or Chinese is ordinary; Latin beside Cyrillic or Greek in one
    word is how look-alike hosts are made.
    """
    return not host.isascii() and any(_is_mixed(label) for label in host.split("."))


def _is_mixed(label: str) -> bool:
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in label if c.isalpha()}
    return "LATIN" in scripts and not scripts.isdisjoint({"CYRILLIC", "GREEK", "ARMENIAN"})


def _readable_label(label: str) -> str:
    if not label.startswith(_PUNYCODE):
        return label
    try:
        return label[len(_PUNYCODE) :].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


@cache
def _public_suffixes() -> TLDExtract:
    # Its defaults fetch the list from the network and write a cache; both are off here.
    return TLDExtract(suffix_list_urls=(), cache_dir=None)
