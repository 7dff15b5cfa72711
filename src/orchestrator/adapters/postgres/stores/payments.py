"""Prices, payments and memberships. Payments and memberships are written by functions of the schema's owner alone."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from orchestrator.adapters.postgres.codecs.payments import decode_membership, decode_payment, decode_price
from orchestrator.adapters.postgres.filters import filtered
from orchestrator.adapters.postgres.rows import read_rows
from orchestrator.adapters.postgres.violations import as_conflicts
from orchestrator.domain.accounts.access import Tier
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.payments.prices import AskerPrice, PriceList, TierPrice
from orchestrator.domain.payments.replay import PastQuestion
from orchestrator.ports.payments import Interval, Taking
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.payments import (
    BegunPayment,
    Membership,
    MembershipNote,
    MonthSum,
    PaymentFilter,
    PaymentNote,
    PaymentRecord,
    PaymentWork,
)

LOAD_PRICES = text("""
    SELECT l.*, coalesce((SELECT jsonb_agg(to_jsonb(t)) FROM tier_prices t WHERE t.avee_id = l.avee_id), '[]') AS tiers
    FROM price_lists l WHERE l.avee_id = :avee_id
""")
# Of two who save the first prices at once, the second finds another version.
SAVE_PRICES = text("""
    INSERT INTO price_lists AS l (avee_id, currency, way, how_to_pay, private_extra, membership_month, membership_year, receipt_details)
    SELECT :avee_id, :currency, :way, :how_to_pay, :private_extra, :membership_month, :membership_year, :receipt_details
    WHERE coalesce(CAST(:expected AS integer), 0) = 0 OR EXISTS (SELECT 1 FROM price_lists WHERE avee_id = :avee_id)
    ON CONFLICT (avee_id) DO UPDATE SET currency = excluded.currency, way = excluded.way, how_to_pay = excluded.how_to_pay,
        private_extra = excluded.private_extra, membership_month = excluded.membership_month, membership_year = excluded.membership_year,
        receipt_details = excluded.receipt_details, version = l.version + 1, updated_at = now()
    WHERE l.version = coalesce(CAST(:expected AS integer), l.version)
    RETURNING version
""")
DROP_TIERS = text("DELETE FROM tier_prices WHERE avee_id = :avee_id")
ADD_TIERS = text("""
    INSERT INTO tier_prices (avee_id, tier, amount, free_per_month)
    SELECT :avee_id, t.tier, t.amount, t.free_per_month
    FROM jsonb_to_recordset(CAST(:tiers AS jsonb)) AS t (tier text, amount bigint, free_per_month integer)
""")
SAVE_ACCOUNT = text("UPDATE price_lists SET account = :account, account_ready = :is_ready WHERE avee_id = :avee_id RETURNING avee_id")
# Served by escalation_queue_accepted_at.
PAST = text("""
    SELECT q.user_id AS asker, CASE WHEN is_guest(q.user_id) THEN 'guest' ELSE coalesce(m.tier, 'free') END AS tier, q.accepted_at,
        q.status = 'answered' AS is_answered
    FROM escalation_queue q LEFT JOIN avee_members m ON m.avee_id = q.avee_id AND m.user_id = q.user_id
    WHERE q.avee_id = :avee_id AND q.accepted_at > :since ORDER BY q.accepted_at, q.id
""")
BEGIN = text("SELECT begin_payment(:id, :escalation_id, :taking, :is_private, :minutes, :keeps_place)")
# Served by payments_live.
FIND_OPEN = text("""
    SELECT load_payment(id) FROM payments
    WHERE escalation_id = :escalation_id AND status IN ('required', 'held', 'captured', 'disputed') AND due IS DISTINCT FROM 'give_back'
    ORDER BY id DESC LIMIT 1
""")
CHARGE_OFFER = text("SELECT charge_offer(:escalation_id, :amount)")
LOAD = text("SELECT load_payment(:id)")
NOTE = text("SELECT note_payment(:id, CAST(:changes AS jsonb))")
IS_PAID = text("SELECT coalesce(is_paid(:avee_id, :escalation_id), false)")
# Served by payments_user_id, and for an agent by the primary key.
LIST = """
    WITH page AS (SELECT * FROM payments WHERE {filters} ORDER BY id DESC LIMIT :limit)
    SELECT coalesce(load_payment(p.id), to_jsonb(p))
        || jsonb_build_object('agent_handle', a.handle, 'agent_display_name', a.display_name, 'asker_display_name', u.display_name)
    FROM page p JOIN LATERAL get_public_avees(NULL, ARRAY[p.avee_id]) a ON true
    LEFT JOIN LATERAL get_profiles(ARRAY[p.user_id]) u ON p.user_id IS NOT NULL
    ORDER BY p.id DESC
"""
FILTERS = {
    "user_id": "user_id = current_person() AND CAST(:user_id AS boolean)",
    "avee_id": "avee_id = :avee_id AND avee_id IN (SELECT owned_avees())",
    "status": "status = :status",
    "begun_from": "created_at >= :begun_from",
    "begun_before": "created_at < :begun_before",
    "before": "id < :before",
}
# Served by the primary key; an agent has as many payments as questions that were paid for.
MONTHS = text("""
    SELECT month, currency, sum(captured)::bigint AS captured, sum(refunded)::bigint AS refunded, sum(fees)::bigint AS fees,
        sum(count)::bigint AS count
    FROM (
        SELECT date_trunc('month', captured_at, 'UTC')::date AS month, currency, amount AS captured, 0 AS refunded,
            coalesce(fee, 0) AS fees, 1 AS count
        FROM payments WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND captured_at IS NOT NULL
        UNION ALL
        SELECT date_trunc('month', refunded_at, 'UTC')::date, currency, 0, amount, 0, 0
        FROM payments WHERE avee_id = :avee_id AND avee_id IN (SELECT owned_avees()) AND captured_at IS NOT NULL AND refunded_at IS NOT NULL
    ) moved GROUP BY month, currency ORDER BY month DESC, currency
""")
FIND_WORK = text("SELECT id, what FROM find_payment_work(:limit)")
TO_COMPARE = text("SELECT * FROM find_payments_to_compare(CAST(:after AS uuid), :limit)")
MEMBERSHIPS_TO_COMPARE = text("SELECT * FROM find_memberships_to_compare(CAST(:after AS uuid), :limit)")
ACCOUNTS = text("SELECT way, account FROM find_provider_accounts() ORDER BY way, account")
KEEP_EVENT = text("SELECT keep_provider_event(:id, :kind)")
FINISH_EVENT = text("SELECT finish_provider_event(:id)")
FIND_BY = text("SELECT id, kind FROM find_paid_by(CAST(:id AS uuid), CAST(:refs AS text[]))")
BEGIN_MEMBERSHIP = text("SELECT begin_membership(:avee_id, :id, :interval, :minutes)")
LOAD_MEMBERSHIP = text("SELECT load_membership(:id)")
NOTE_MEMBERSHIP = text("SELECT note_membership(:id, :payment_id, CAST(:fee AS bigint), CAST(:changes AS jsonb))")
LIST_MEMBERSHIPS = """
    SELECT to_jsonb(m) || jsonb_build_object('agent_handle', a.handle, 'agent_display_name', a.display_name)
    FROM memberships m JOIN LATERAL get_public_avees(NULL, ARRAY[m.avee_id]) a ON true
    WHERE m.user_id = current_person() AND {filters} ORDER BY m.id DESC LIMIT :limit
"""
PRICE = text("SELECT get_price(:avee_id)")
MOVES = {"payments_moves": ("illegal_payment_move", "The payment has moved meanwhile.")}


class PostgresPayments:
    """`ports.stores.payments.Payments` in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def load_prices(self, avee_id: UUID) -> PriceList | None:
        row = (await self._connection.execute(LOAD_PRICES, {"avee_id": avee_id})).first()
        if row is None:
            return None
        return PriceList(
            currency=row.currency, way=Way(row.way), how_to_pay=row.how_to_pay, private_extra=row.private_extra,
            tiers={Tier(each["tier"]): TierPrice(each["amount"], each["free_per_month"]) for each in row.tiers},
            membership_month=row.membership_month, membership_year=row.membership_year, account=row.account,
            account_ready=row.account_ready, version=row.version, receipt_details=row.receipt_details,
        )  # fmt: skip

    async def save_prices(self, avee_id: UUID, prices: PriceList, expected: int | None) -> int | None:
        values = {
            "avee_id": avee_id, "currency": prices.currency, "way": prices.way.value, "how_to_pay": prices.how_to_pay,
            "private_extra": prices.private_extra, "membership_month": prices.membership_month,
            "membership_year": prices.membership_year, "expected": expected, "receipt_details": prices.receipt_details,
        }  # fmt: skip
        version: int | None = (await self._connection.execute(SAVE_PRICES, values)).scalar_one_or_none()
        if version is not None:
            tiers = [
                {"tier": tier.value, "amount": price.amount, "free_per_month": price.free_per_month} for tier, price in prices.tiers.items()
            ]
            await self._connection.execute(DROP_TIERS, {"avee_id": avee_id})
            await self._connection.execute(ADD_TIERS, {"avee_id": avee_id, "tiers": json.dumps(tiers)})
        return version

    async def save_account(self, avee_id: UUID, account: str, *, is_ready: bool) -> bool:
        values = {"avee_id": avee_id, "account": account, "is_ready": is_ready}
        return (await self._connection.execute(SAVE_ACCOUNT, values)).first() is not None

    async def list_past_questions(self, avee_id: UUID, since: datetime) -> list[PastQuestion]:
        return read_rows(PastQuestion, (await self._connection.execute(PAST, {"avee_id": avee_id, "since": since})).mappings())

    async def begin(
        self, payment_id: UUID, escalation_id: UUID, taking: Taking, *, is_private: bool, minutes: int, keeps_place: bool
    ) -> BegunPayment | None:
        values = {
            "id": payment_id, "escalation_id": escalation_id, "taking": taking.value, "is_private": is_private, "minutes": minutes,
            "keeps_place": keeps_place,
        }  # fmt: skip
        found = (await self._connection.execute(BEGIN, values)).scalar_one()
        if found is None:
            return None
        payment = await self.load(UUID(found["id"]))
        assert payment is not None  # it is the person's own
        return BegunPayment(payment, payment.id == payment_id)

    async def find_open(self, escalation_id: UUID) -> PaymentRecord | None:
        return _payment((await self._connection.execute(FIND_OPEN, {"escalation_id": escalation_id})).scalar_one_or_none())

    async def charge_offer(self, escalation_id: UUID, amount: int) -> None:
        await self._connection.execute(CHARGE_OFFER, {"escalation_id": escalation_id, "amount": amount})

    async def load(self, payment_id: UUID) -> PaymentRecord | None:
        return _payment((await self._connection.execute(LOAD, {"id": payment_id})).scalar_one())

    async def note(self, payment_id: UUID, note: PaymentNote) -> PaymentRecord | None:
        changes = _changes(note)
        if changes.pop("drops_due", False):
            changes["due"] = None
        with as_conflicts(MOVES):
            noted = await self._connection.execute(NOTE, {"id": payment_id, "changes": json.dumps(changes, default=str)})
        return _payment(noted.scalar_one())

    async def is_paid(self, avee_id: UUID, escalation_id: UUID) -> bool:
        values = {"avee_id": avee_id, "escalation_id": escalation_id}
        return (await self._connection.execute(IS_PAID, values)).scalar_one() is True

    async def list_mine(self, page: Page) -> list[PaymentRecord]:
        return await self._list({"user_id": True}, page)

    async def list_of_agent(self, avee_id: UUID, wanted: PaymentFilter, page: Page) -> list[PaymentRecord]:
        return await self._list({"avee_id": avee_id} | asdict(wanted), page)

    async def _list(self, filters: dict[str, Any], page: Page) -> list[PaymentRecord]:
        found = await self._connection.execute(*filtered(LIST, FILTERS, filters | {"before": page.before}, {"limit": page.limit}))
        return [decode_payment(row) for row in found.scalars()]

    async def sum_months(self, avee_id: UUID) -> list[MonthSum]:
        return read_rows(MonthSum, (await self._connection.execute(MONTHS, {"avee_id": avee_id})).mappings())

    async def find_work(self, limit: int) -> list[PaymentWork]:
        return read_rows(PaymentWork, (await self._connection.execute(FIND_WORK, {"limit": limit})).mappings())

    async def find_to_compare(self, after: UUID | None, limit: int) -> list[UUID]:
        return list((await self._connection.execute(TO_COMPARE, {"after": after, "limit": limit})).scalars())

    async def find_memberships_to_compare(self, after: UUID | None, limit: int) -> list[UUID]:
        return list((await self._connection.execute(MEMBERSHIPS_TO_COMPARE, {"after": after, "limit": limit})).scalars())

    async def find_accounts(self) -> list[tuple[Way, str]]:
        return [(Way(row.way), row.account) for row in await self._connection.execute(ACCOUNTS)]

    async def keep_event(self, event_id: str, kind: str) -> bool:
        return (await self._connection.execute(KEEP_EVENT, {"id": event_id, "kind": kind})).scalar_one() is True

    async def finish_event(self, event_id: str) -> None:
        await self._connection.execute(FINISH_EVENT, {"id": event_id})

    async def find_by(self, payment_id: UUID | None, refs: Sequence[str]) -> list[tuple[UUID, str]]:
        found = await self._connection.execute(FIND_BY, {"id": payment_id, "refs": list(refs)})
        return [(row.id, row.kind) for row in found]

    async def begin_membership(self, avee_id: UUID, membership_id: UUID, interval: Interval, minutes: int) -> Membership | None:
        values = {"avee_id": avee_id, "id": membership_id, "interval": interval.value, "minutes": minutes}
        return _membership((await self._connection.execute(BEGIN_MEMBERSHIP, values)).scalar_one())

    async def load_membership(self, membership_id: UUID) -> Membership | None:
        return _membership((await self._connection.execute(LOAD_MEMBERSHIP, {"id": membership_id})).scalar_one())

    async def note_membership(self, membership_id: UUID, payment_id: UUID, fee: int | None, note: MembershipNote) -> Membership | None:
        changes = json.dumps(_changes(note), default=str)
        values = {"id": membership_id, "payment_id": payment_id, "fee": fee, "changes": changes}
        return _membership((await self._connection.execute(NOTE_MEMBERSHIP, values)).scalar_one())

    async def list_my_memberships(self, page: Page) -> list[Membership]:
        found = await self._connection.execute(
            *filtered(LIST_MEMBERSHIPS, {"before": "m.id < :before"}, {"before": page.before}, {"limit": page.limit})
        )
        return [decode_membership(row) for row in found.scalars()]

    async def load_price(self, avee_id: UUID) -> AskerPrice | None:
        return decode_price((await self._connection.execute(PRICE, {"avee_id": avee_id})).scalar_one_or_none())

    async def load_membership_prices(self, avee_id: UUID) -> PriceList | None:
        found = (await self._connection.execute(PRICE, {"avee_id": avee_id})).scalar_one_or_none()
        if found is None:
            return None
        return PriceList(
            currency=found["currency"],
            way=Way(found["way"]),
            membership_month=found["membership_month"],
            membership_year=found["membership_year"],
        )


def _changes(note: PaymentNote | MembershipNote) -> dict[str, Any]:
    return {name: value for name, value in asdict(note).items() if value is not None}


def _payment(raw: dict[str, Any] | None) -> PaymentRecord | None:
    return decode_payment(raw) if raw else None


def _membership(raw: dict[str, Any] | None) -> Membership | None:
    return decode_membership(raw) if raw else None
