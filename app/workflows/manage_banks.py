"""Fill the banks of known content."""

from dataclasses import dataclass

from app.auth import Principal
from app.store.audit import AuditEntry, append_audit
from app.store.banks import Bank, add_bank, add_entry, find_bank, has_entry
from app.wiring import Services
from moderation import BankKind, Heading


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A file for a bank; `kind` and `heading` count when the bank is new."""

    bank: str
    kind: BankKind
    heading: Heading
    sha256: str
    note: str = ""


def add_to_bank(services: Services, new: NewEntry, principal: Principal) -> Bank | None:
    """Add a file to a bank, made when new; None when it was there already."""
    now = services.clock.now()
    with services.database.transaction() as connection:
        bank = find_bank(connection, new.bank)
        if bank is None:
            bank = Bank(services.new_id(), new.bank, new.kind, str(new.heading), now)
            add_bank(connection, bank)
        if has_entry(connection, bank, new.sha256):
            return None
        entry_id = services.new_id()
        add_entry(connection, entry_id, bank, new.sha256, new.note, now)
        entry = AuditEntry(
            now, principal.name, "bank.entry_added", f"bank:{bank.id}", {"entry_id": entry_id}
        )
        append_audit(connection, [entry])
    return bank
