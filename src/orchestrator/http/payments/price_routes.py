"""An agent's prices, what others would have brought, and the creator's account at the provider."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response

from orchestrator.domain.errors import Invalid
from orchestrator.domain.payments.currencies import read_currencies
from orchestrator.domain.payments.prices import PriceList, TierPrice
from orchestrator.engine.payments import account, prices
from orchestrator.engine.payments.account import AccountState
from orchestrator.engine.services import Services
from orchestrator.http.auth import TheCaller
from orchestrator.http.payments.schemas import (
    PaymentAccountIn,
    PaymentAccountOut,
    PaymentSettingsOut,
    PricePreviewOut,
    PricesIn,
    PricesOut,
    PublicPricesOut,
)
from orchestrator.http.preconditions import TheIfMatch, expected_version, show_etag

router = APIRouter(tags=["payments"])


@router.get("/payments/settings", response_model=PaymentSettingsOut)
async def show_settings(caller: TheCaller) -> dict[str, Any]:
    """How money can come here, and the currencies that prices can be in. No way: nothing about money is shown."""
    ways = caller.services.ways
    return {"ways": ways, "currencies": [{"code": code, "digits": digits} for code, digits in read_currencies().items()] if ways else []}


@router.get("/handles/{handle}/prices", response_model=PublicPricesOut)
async def show_public_prices(caller: TheCaller, handle: str) -> dict[str, Any]:
    """What a question to this agent costs you, and what a membership costs."""
    shown = await prices.show_prices(caller.services, caller.person.user_id, handle)
    if shown is None:
        return {"prices": None}
    question = shown.question
    return {
        "prices": {
            "currency": question.currency,
            "question": {
                "amount": question.amount,
                "free_left": max(0, question.free_per_month - question.free_used),
                "private_extra": question.private_extra,
                "way": question.way,
            },
            "membership": {"month": shown.membership_month, "year": shown.membership_year},
        }
    }


@router.get("/avees/{avee_id}/prices", response_model=PricesOut)
async def load_prices(caller: TheCaller, avee_id: UUID, response: Response) -> dict[str, Any]:
    """The agent's prices, for its team. Their version is the ETag. 404 `payments_off` where money cannot be taken here."""
    return _show(caller.services, await prices.load_prices(caller.services, caller.person.user_id, avee_id), response)


@router.put("/avees/{avee_id}/prices", response_model=PricesOut)
async def save_prices(caller: TheCaller, avee_id: UUID, body: PricesIn, response: Response, if_match: TheIfMatch) -> dict[str, Any]:
    """Saves all prices, as the owner. Open offers keep theirs. The first are saved over the version 0. 412 where a newer version exists."""
    expected = expected_version(if_match, body.version)
    return _show(
        caller.services, await prices.save_prices(caller.services, caller.person.user_id, avee_id, _read(body), expected), response
    )


@router.post("/avees/{avee_id}/prices/preview", response_model=PricePreviewOut)
async def preview_prices(caller: TheCaller, avee_id: UUID, body: PricesIn) -> dict[str, Any]:
    """What the questions of the last 30 days would have brought under these prices, if everybody had paid. Nothing is saved."""
    found = await prices.preview_prices(caller.services, caller.person.user_id, avee_id, _read(body))
    tiers = [asdict(each.replay) | {"tier": each.tier, "lost": each.lost} for each in found]
    sums = {name: sum(each[name] for each in tiers) for name in ("asked", "answered", "would_pay", "free", "earned")}
    lost = [each.lost for each in found if each.lost is not None]
    return sums | {
        "days": prices.PREVIEW_DAYS, "currency": body.currency, "tiers": tiers, "lost": sum(lost) if len(lost) == len(found) else None
    }  # fmt: skip


@router.get("/avees/{avee_id}/payment-account", response_model=PaymentAccountOut)
async def show_account(caller: TheCaller, avee_id: UUID) -> dict[str, Any]:
    """Whether an account of your own takes the money. 409 `prices_needed` before prices are saved."""
    return _show_account(await account.show_account(caller.services, caller.person.user_id, avee_id))


@router.post("/avees/{avee_id}/payment-account", response_model=PaymentAccountOut)
async def connect_account(caller: TheCaller, avee_id: UUID, body: PaymentAccountIn) -> dict[str, Any]:
    """Makes an account of your own at the provider, or asks what is still missing for it; from then on it takes the money."""
    return _show_account(await account.connect_account(caller.services, caller.person.user_id, avee_id, body.country))


def _show_account(state: AccountState) -> dict[str, Any]:
    return {"url": state.url, "ready": state.is_ready, "connected": state.is_connected}


def _read(body: PricesIn) -> PriceList:
    tiers = {each.tier: TierPrice(each.amount, each.free_per_month) for each in body.tiers}
    if len(tiers) < len(body.tiers):
        raise Invalid("invalid_price", "tiers names a tier twice.", field="tiers", problem="names a tier twice")
    return PriceList(
        currency=body.currency,
        way=body.way,
        tiers=tiers,
        how_to_pay=body.how_to_pay,
        receipt_details=body.receipt_details,
        private_extra=body.private_extra,
        membership_month=body.membership.month,
        membership_year=body.membership.year,
    )


def _show(services: Services, shown: PriceList, response: Response) -> dict[str, Any]:
    show_etag(response, shown.version)
    return {
        "currency": shown.currency,
        "way": shown.way,
        "ways": services.ways,
        "account": {"connected": bool(shown.account), "ready": shown.account_ready or not shown.account},
        "how_to_pay": shown.how_to_pay,
        "receipt_details": shown.receipt_details,
        "private_extra": shown.private_extra,
        "membership": {"month": shown.membership_month, "year": shown.membership_year},
        "tiers": [
            {"tier": tier, "amount": price.amount, "free_per_month": price.free_per_month} for tier, price in sorted(shown.tiers.items())
        ],
        "version": shown.version,
    }
