"""Who may do what: scopes of keys, roles of users, and the marks on routes.

Every route carries `@requires(…)` or `@public`; a test fails for one that has neither.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

MARK = "required_scope"
View = TypeVar("View", bound=Callable[..., Any])


class Scope(StrEnum):
    """What an API key may do."""

    UPLOAD = "upload"
    READ = "read"
    CLAIMS = "claims"
    REVIEW = "review"
    ADMIN = "admin"


class Role(StrEnum):
    """What a person who signs in to the console is."""

    MODERATOR = "moderator"
    SENIOR = "senior"
    COPYRIGHT_AGENT = "copyright_agent"
    ADMIN = "admin"


def requires(scope: Scope) -> Callable[[View], View]:
    """The route needs a key with this scope."""

    def mark(view: View) -> View:
        setattr(view, MARK, scope)
        return view

    return mark


def public(view: View) -> View:
    """The route is open to anyone, on purpose."""
    setattr(view, MARK, None)
    return view


def scope_of(view: object) -> Scope | None:
    """The scope a route needs, None for a public one; AttributeError for an unmarked one."""
    scope: Scope | None = getattr(view, MARK)
    return scope
