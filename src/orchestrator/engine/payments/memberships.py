"""Memberships: begun by a person, paid again by the provider, ended with what is paid. While one runs, its member is of the tier `paid`."""

from uuid import UUID

from orchestrator.domain.errors import Conflict, NotFound
from orchestrator.domain.payments.deadlines import PAYING
from orchestrator.domain.payments.money import Money
from orchestrator.domain.payments.moves import Way
from orchestrator.engine.payments.opening import payments_off, require_provider
from orchestrator.engine.services import Services
from orchestrator.ports.database import Scope
from orchestrator.ports.identifiers import new_id
from orchestrator.ports.payments import Found, Interval, Order, Standing, Taking
from orchestrator.ports.stores.paging import Page
from orchestrator.ports.stores.payments import Membership, MembershipNote

MINUTES = int(PAYING[Way.stripe].total_seconds() // 60)


async def begin_membership(services: Services, person: UUID, avee_id: UUID, interval: Interval) -> Membership:
    """A membership with its checkout; the same one while it can be paid.

    Raises NotFound `payments_off` or `membership_not_sold`, Conflict `already_member`, and as `open_checkout`.
    """
    if not services.payments:
        raise payments_off()
    async with services.database.transaction(Scope(person)) as tx:
        membership = await tx.payments.begin_membership(avee_id, new_id(), interval, MINUTES)
        me = await tx.accounts.load_me()
        public = await tx.avees.find_public(avee_id=avee_id)
    if membership is None or public is None:
        raise NotFound("membership_not_sold", "This creator sells no such membership to you.")
    if membership.status == "active":
        raise Conflict("already_member", "You are a member already.", paid_until=str(membership.paid_until))
    if membership.checkout_url is not None:
        return membership
    url = f"{services.links_url.rstrip('/')}/member/{membership.id}"
    order = Order(
        payment_id=membership.id,
        account=membership.account,
        price=Money(membership.amount, membership.currency),
        title=f"Membership: {public.display_name}"[:200],
        taking=Taking.charge,
        email=me.email if me else "",
        language="",
        return_url=url,
        cancel_url=f"{url}?cancelled=1",
        interval=interval,
    )
    checkout = await require_provider(services, membership.way).start_checkout(order)
    note = MembershipNote(checkout_ref=checkout.ref, checkout_url=checkout.url, place_until=checkout.expires_at)
    async with services.database.transaction(Scope(person)) as tx:
        return _require(await tx.payments.note_membership(membership.id, new_id(), None, note))


async def list_memberships(services: Services, person: UUID, page: Page) -> list[Membership]:
    """The person's own, newest first."""
    async with services.database.transaction(Scope(person)) as tx:
        return await tx.payments.list_my_memberships(page)


async def return_membership(services: Services, person: UUID, membership_id: UUID) -> Membership:
    """The membership after looking at the provider, at once. Raises NotFound `membership_not_found`."""
    await _load_own(services, person, membership_id)
    await look_at_membership(services, membership_id)
    return await _load_own(services, person, membership_id)


async def end_membership(services: Services, person: UUID, membership_id: UUID) -> Membership:
    """Lets a membership end with what is paid; one that was not paid ends at once. Raises NotFound `membership_not_found`, and as the
    provider does."""
    membership = await _load_own(services, person, membership_id)
    if membership.status == "ended":
        return membership
    provider = require_provider(services, membership.way)
    if membership.status == "open":
        if membership.checkout_ref is not None:
            await provider.close_checkout(membership.checkout_ref, membership.account)
        await look_at_membership(services, membership_id)
        membership = await _load_own(services, person, membership_id)
    if membership.status == "active" and membership.subscription_ref is not None:
        await provider.end_membership(membership.subscription_ref, membership.account, f"{membership.id} end")
        async with services.database.transaction(Scope(person)) as tx:
            await tx.payments.note_membership(membership_id, new_id(), None, MembershipNote(is_ending=True))
    return await _load_own(services, person, membership_id)


async def look_at_membership(services: Services, membership_id: UUID) -> None:
    """Compares a membership with the provider, and writes what is true now. Repeating it changes nothing. Raises as `look_at_payment`."""
    async with services.database.transaction(Scope()) as tx:
        membership = await tx.payments.load_membership(membership_id)
    if membership is None or membership.status == "ended":
        return
    now = services.clock.now()
    is_over = membership.status == "open" and membership.place_until <= now
    if membership.checkout_ref is None:
        if is_over:
            await _note(services, membership_id, MembershipNote(status="ended"), None)
        return
    provider = require_provider(services, membership.way)
    found = await provider.load(membership.checkout_ref, membership.account)
    if found.standing is Standing.open and is_over:
        found = await provider.close_checkout(membership.checkout_ref, membership.account)
    await _follow(services, membership, found)


async def _follow(services: Services, membership: Membership, found: Found) -> None:
    if found.paid_until is None:
        if found.standing is not Standing.open and membership.status == "open":
            await _note(services, membership.id, MembershipNote(status="ended"), None)
        return
    is_paid = found.paid_until > services.clock.now()
    note = MembershipNote(
        status="active" if is_paid else "ended" if found.has_ended else None,
        subscription_ref=found.subscription_ref,
        paid_until=found.paid_until,
        is_ending=found.has_ended,
    )
    await _note(services, membership.id, note, found.fee)


async def _note(services: Services, membership_id: UUID, note: MembershipNote, fee: int | None) -> None:
    async with services.database.transaction(Scope()) as tx:
        await tx.payments.note_membership(membership_id, new_id(), fee, note)


async def _load_own(services: Services, person: UUID, membership_id: UUID) -> Membership:
    async with services.database.transaction(Scope(person)) as tx:
        membership = _require(await tx.payments.load_membership(membership_id))
    if membership.user_id != person:
        raise _not_found()
    return membership


def _require(membership: Membership | None) -> Membership:
    if membership is None:
        raise _not_found()
    return membership


def _not_found() -> NotFound:
    return NotFound("membership_not_found", "There is no such membership, or it is not yours.")
