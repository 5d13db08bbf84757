"""Make and revoke API keys."""

import secrets

from app.auth import Principal
from app.errors import NotFound
from app.permissions import Scope
from app.store.audit import AuditEntry, append_audit
from app.store.keys import ApiKey, add_key, digest_of, revoke_key
from app.wiring import Services

PREFIX = "pck_"  # so that scanners for leaked secrets can know one


def create_key(
    services: Services, name: str, scopes: frozenset[Scope], principal: Principal
) -> str:
    """A new key; its text is returned once and never stored."""
    now = services.clock.now()
    text = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(services.new_id(), name, scopes, now)
    with services.database.transaction() as connection:
        add_key(connection, key, digest_of(text))
        details = {"name": name, "scopes": sorted(scopes)}
        entry = AuditEntry(now, principal.name, "key.created", f"key:{key.id}", details)
        append_audit(connection, [entry])
    return text


def revoke(services: Services, key_id: str, principal: Principal) -> None:
    """End a key; NotFound when there is no such valid key."""
    now = services.clock.now()
    with services.database.transaction() as connection:
        if not revoke_key(connection, key_id, now):
            raise NotFound(f"There is no valid key {key_id}.")
        entry = AuditEntry(now, principal.name, "key.revoked", f"key:{key_id}", {})
        append_audit(connection, [entry])
