"""Every table, so that migrations see them all."""

from app.store.accounts import AccountRow
from app.store.audit import AuditEntryRow
from app.store.banks import BankEntryRow, BankRow
from app.store.base import Base
from app.store.contents import ContentRow
from app.store.decisions import DecisionRow
from app.store.due_rows import DueRow
from app.store.idempotency import IdempotencyRow
from app.store.keys import ApiKeyRow
from app.store.outbox import OutboxRow
from app.store.policies import PolicyVersionRow
from app.store.restrictions import RestrictionRow
from app.store.reviews import ReviewJobRow
from app.store.uploads import UploadRow
from app.store.users import UserRow

ALL: tuple[type[Base], ...] = (
    AccountRow,
    ApiKeyRow,
    AuditEntryRow,
    BankEntryRow,
    BankRow,
    ContentRow,
    DecisionRow,
    DueRow,
    IdempotencyRow,
    OutboxRow,
    PolicyVersionRow,
    RestrictionRow,
    ReviewJobRow,
    UploadRow,
    UserRow,
)
