"""Make and disable the people who sign in to the console."""

from argon2 import PasswordHasher

from app.auth import Principal
from app.errors import FieldError, FieldsUnacceptable, NotFound
from app.permissions import Role
from app.store.audit import AuditEntry, append_audit
from app.store.users import User, add_user, disable_user, has_user
from app.wiring import Services

SHORTEST_PASSWORD = 12


def create_user(
    services: Services, email: str, role: Role, password: str, principal: Principal
) -> User:
    """A new user; FieldsUnacceptable for an address in use or a short password."""
    email = email.strip().lower()
    if "@" not in email:
        raise FieldsUnacceptable(FieldError(f"'{email}' is not an e-mail address.", "/email"))
    if len(password) < SHORTEST_PASSWORD:
        detail = f"A password needs at least {SHORTEST_PASSWORD} characters."
        raise FieldsUnacceptable(FieldError(detail, "/password"))
    now = services.clock.now()
    password_hash = PasswordHasher().hash(password)
    user = User(services.new_id(), email, role, now)
    with services.database.transaction() as connection:
        if has_user(connection, email):
            raise FieldsUnacceptable(FieldError(f"There is a user {email} already.", "/email"))
        add_user(connection, user, password_hash)
        entry = AuditEntry(now, principal.name, "user.created", f"user:{user.id}", {"role": role})
        append_audit(connection, [entry])
    return user


def disable(services: Services, email: str, principal: Principal) -> None:
    """End a user's access; NotFound when there is no such active user."""
    now = services.clock.now()
    with services.database.transaction() as connection:
        if not disable_user(connection, email.strip().lower(), now):
            raise NotFound(f"There is no active user {email}.")
        entry = AuditEntry(now, principal.name, "user.disabled", "user", {})
        append_audit(connection, [entry])
