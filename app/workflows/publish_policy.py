"""Publish a policy: the version in force from now on."""

from app.auth import Principal
from app.store.audit import AuditEntry, append_audit
from app.store.policies import PublishedPolicy, current_policy_id, publish_policy
from app.wiring import Services
from moderation import Policy, parse_policy


def publish(services: Services, document: str, principal: Principal) -> Policy:
    """Check and publish; PolicyError leaves the old version in force."""
    policy = parse_policy(document)
    now = services.clock.now()
    published = PublishedPolicy(
        services.new_id(), policy.version, policy.digest, document, now, principal.name
    )
    with services.database.transaction() as connection:
        publish_policy(connection, published)
        entry = AuditEntry(
            now,
            principal.name,
            "policy.published",
            f"policy:{published.id}",
            {"version": policy.version, "digest": policy.digest},
        )
        append_audit(connection, [entry])
    return policy


def publish_first(services: Services, document: str, principal: Principal) -> bool:
    """Publish the policy that ships, when there is none yet."""
    with services.database.reading() as connection:
        if current_policy_id(connection) is not None:
            return False
    publish(services, document, principal)
    return True
