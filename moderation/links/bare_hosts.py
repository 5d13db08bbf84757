"""Whether a host that stands in text without http:// is a link at all, and not just words.

"love it.so good", "Mr.Scruff", "will.i.am" and "mix.zip" all have the form of a host.
A doubtful one is taken for words: a detector has more to lose there than to win.
"""

import re
from dataclasses import dataclass

from moderation.links.hosts import is_ip_address

CUE_LENGTH = 24  # characters before a host that may announce it
_LONG_NAME = 12  # letters; so long a word is seldom the last of one sentence
_SOLID_NAME = 6  # letters; "was fire.love" does not reach it
_MAIL_BEFORE = re.compile(r"(?:@|[\[({<]\s?(?:at|@)\s?[\])}>])[\s\0]*\Z")
_CUE_BEFORE = re.compile(
    r"(?:visit|go to|check|site|web|link|join|register|shop|order|→|👉|➡️?|▶️?)\W{0,3}\Z"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Shortened words that take a full stop before a name: "Mr.Scruff", "feat.Co".
_ABBREVIATIONS = _words("arr dr ed feat ft mr mrs ms no nr op prod pt rec st vol vs")
_BEFORE_DOT_COM = _words("a by from in kim my of on our the this your")  # "the dot com boom"
_FILE_ENDINGS = _words("md mov pl ps py rs sh zip")
# Suffixes that are also ordinary words or initials; a host under one needs more to count.
_WORDS_AS_SUFFIXES = _words("""
    abc able actor ads adult ai am amazon amp android app apple army art as asia at audio auto
    baby band bank bar baseball basketball bb be beats beauty beer best bid big bio black blog
    blue bond boo book boston bot box brother build business buy by cab call cam camera camp
    capital car cards care career cars case cash cat center chanel channel charity chase chat
    cheap christmas church circle city claims cleaning click clothing cloud club co coach coffee
    college community company compare computer contact cool country credit cricket crown cruise
    dad dance data date dating day deal degree democrat diet direct discover dish dj do doctor dog
    dot download drive earth eat education email energy exchange exposed express fail faith family
    fan fans farm fashion fast feedback film final financial fire fish fit flights flowers fly foo
    food football ford fox free fun fund fyi game games gay george gift gifts gives giving glass
    global gold golf google goop got gov green group gucci guide guru hair health help here hockey
    holiday home homes horse hospital host hot house how ice id if in ink insurance international
    irish is it je jobs joy js kids kim kitchen la land latino law lawyer legal lgbt life like
    link live living lol london love ma makeup man map market markets me media meet meme men miami
    mini mo mobile mom money monster movie ms mu museum music my na name navy ne network new news
    next nike ninja no now nyc off office one open orange page paris parts party pay pet ph phone
    photo photos pics pictures pink pizza place play plus pm porn post press prime pro property
    pub radio read red rent report republican rest restaurant reviews rich rip rock rocks room
    rugby run safe safety sale save school science se search season seat security seek select
    seven sex sexy share shoes shopping show sk skin sky smart smile so soccer social software
    song soy space sport spot st star stream studio study style sucks support surgery sydney talk
    target tattoo tax team tech theater theatre tickets tips to today tools top total tour town
    toys trade trading training trust tube university uno ups us vegas video vip virgin vision
    vodka voice vote voting wang watch weather wed wedding weird win wine work works world wow wtf
    ye yes yoga you zero zone
""")


@dataclass(frozen=True, slots=True)
class BareHost:
    """What may be a host, and what stands around it."""

    host: str
    registered_domain: str
    path: str
    before: str  # up to CUE_LENGTH characters, in lower case
    after: str  # the next character; empty at the end
    last_word: str  # after the last full stop, as typed
    spelt: bool  # the full stop was written as a word or with spaces


def is_believable(bare: BareHost) -> bool:
    """Whether it is a link."""
    if not bare.registered_domain:
        return bare.path.startswith(":") and is_ip_address(bare.host)
    if _MAIL_BEFORE.search(bare.before):
        return False
    if bare.path or bare.host.startswith("www."):
        return True
    label, _, suffix = bare.registered_domain.partition(".")
    if bare.spelt:
        return label not in _BEFORE_DOT_COM
    return _can_be_a_site(label, suffix, bare.last_word) and (
        suffix not in _WORDS_AS_SUFFIXES or _is_a_name(bare.host) or _stands_out(bare, label)
    )


def _stands_out(bare: BareHost, label: str) -> bool:
    """Announced, or a longer name that ends its line: no sentence goes on after it."""
    ends_line = bare.after in {"", "\n"} and len(label) >= _SOLID_NAME
    return ends_line or _CUE_BEFORE.search(bare.before) is not None


def _can_be_a_site(label: str, suffix: str, last_word: str) -> bool:
    return (
        len(label) > 1
        and label not in _ABBREVIATIONS
        and suffix not in _FILE_ENDINGS
        and suffix.isascii()
        and (suffix == "com" or not last_word.istitle())  # "Great.Love it": the next sentence
    )


def _is_a_name(host: str) -> bool:
    """Whether it is unlikely to be a word that a full stop was put to without a space."""
    letters_and_digits = any(c.isdigit() for c in host) and any(c.isalpha() for c in host)
    return "-" in host or letters_and_digits or len(host.partition(".")[0]) >= _LONG_NAME
