"""setup.cfg keeps up with the code: import contracts and dependencies."""

import re
import sys
from configparser import ConfigParser
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.sources import PRODUCT, ROOT, imports, sources

# Extras that a module may import, since it works without them.
OPTIONAL = ("image", "train")


@pytest.fixture
def setup_cfg() -> ConfigParser:
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", "utf-8")
    return parser


def test_every_package_stands_under_the_import_contracts(setup_cfg: ConfigParser) -> None:
    """A package that no contract knows may import whatever it likes."""
    present = {name for name in PRODUCT if (ROOT / name / "__init__.py").exists()}
    domains = present - {"app"}
    contract = "importlinter:contract"
    assert words(setup_cfg, "importlinter", "root_packages") >= present
    assert words(setup_cfg, f"{contract}:no-cycles", "ancestors") >= present
    assert words(setup_cfg, f"{contract}:domains-pure", "source_modules") >= domains
    protected = words(setup_cfg, f"{contract}:front-doors", "protected_modules")
    assert protected >= {f"{name}.*" for name in domains}
    if len(domains) > 1:
        assert words(setup_cfg, f"{contract}:domains-apart", "modules") >= domains


def test_every_library_imported_is_a_declared_dependency(setup_cfg: ConfigParser) -> None:
    """What comes along with something else today may not come along tomorrow."""
    declared = requirements(setup_cfg.get("options", "install_requires"))
    for extra in OPTIONAL:
        declared |= requirements(setup_cfg.get("options.extras_require", extra))
    provided_by = packages_distributions()
    undeclared = set()
    for source in sources():
        for node, name in imports(source.tree):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names or top in PRODUCT:
                continue
            providers = {normal(provider) for provider in provided_by.get(top, [top])}
            if not providers & declared:
                undeclared.add(f"{source.at(node)} imports {top} of {sorted(providers)}")
    assert sorted(undeclared) == []


def words(parser: ConfigParser, section: str, option: str) -> set[str]:
    return set(parser.get(section, option).split())


def requirements(text: str) -> set[str]:
    lines = (line.strip() for line in text.splitlines())
    return {
        normal(re.split(r"[^\w.-]", line, maxsplit=1)[0])
        for line in lines
        if line and not line.startswith("#")
    }


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
