"""Stripe's objects as it sends them: every field that its description promises, and those that payments read."""

import secrets
from typing import Any

FIELDS_ON_REQUEST = {"charge": ("refunds",), "invoice": ("payments",)}
"""Fields that are sent only where they are expanded."""
HELD_FOR_S = 7 * 86_400
PERIODS_S = {"day": 86_400, "week": 7 * 86_400, "month": 30 * 86_400, "year": 365 * 86_400}


def make_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def new_session(params: dict[str, Any], now: int, url: str) -> dict[str, Any]:
    ref = f"cs_test_{secrets.token_hex(24)}"
    line = params["line_items"][0]
    price = line["price_data"]
    total = int(price["unit_amount"]) * int(line.get("quantity", "1"))
    is_subscription = params["mode"] == "subscription"
    has_tax = params.get("automatic_tax", {}).get("enabled") == "true"
    return {
        "id": ref, "object": "checkout.session", "after_expiration": None, "allow_promotion_codes": None,
        "allowed_payment_method_types": params.get("allowed_payment_method_types"), "amount_subtotal": total, "amount_total": total,
        "automatic_tax": {"enabled": has_tax, "liability": None, "provider": None, "status": None}, "billing_address_collection": None,
        "cancel_url": params.get("cancel_url"), "client_reference_id": params.get("client_reference_id"), "created": now,
        "currency": price["currency"], "custom_fields": [],
        "custom_text": {"after_submit": None, "shipping_address": None, "submit": None, "terms_of_service_acceptance": None},
        "customer": None, "customer_creation": None if is_subscription else "if_required", "customer_details": None,
        "customer_email": params.get("customer_email"), "expires_at": int(params.get("expires_at", now + 86_400)), "invoice": None,
        "livemode": False, "locale": params.get("locale"), "metadata": params.get("metadata", {}), "mode": params["mode"],
        "payment_intent": None, "payment_method_types": ["card"], "payment_status": "unpaid", "shipping_options": [], "status": "open",
        "submit_type": None, "subscription": None, "success_url": params.get("success_url"),
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0}, "ui_mode": "hosted_page",
        "url": f"{url}/c/pay/{ref}",
    }  # fmt: skip


def new_intent(amount: int, currency: str, data: dict[str, Any], now: int) -> dict[str, Any]:
    ref = make_id("pi")
    return {
        "id": ref, "object": "payment_intent", "amount": amount, "amount_capturable": 0, "amount_received": 0, "canceled_at": None,
        "cancellation_reason": None, "capture_method": data.get("capture_method", "automatic_async"),
        "client_secret": f"{ref}_secret_{secrets.token_hex(8)}", "confirmation_method": "automatic", "created": now, "currency": currency,
        "customer": None, "description": data.get("description"), "last_payment_error": None, "latest_charge": None, "livemode": False,
        "metadata": data.get("metadata", {}), "payment_method": None, "payment_method_types": ["card"],
        "status": "requires_payment_method",
    }  # fmt: skip


def new_charge(intent: dict[str, Any], is_captured: bool, now: int) -> dict[str, Any]:
    """Of a card that was not refused."""
    card: dict[str, Any] = {"brand": "visa", "country": "DE", "exp_month": 12, "exp_year": 2040, "last4": "4242"}
    if not is_captured:
        card["capture_before"] = now + HELD_FOR_S
    return {
        "id": make_id("ch"), "object": "charge", "amount": intent["amount"], "amount_captured": intent["amount"] if is_captured else 0,
        "amount_refunded": 0, "balance_transaction": None, "billing_details": {"email": None, "name": None, "phone": None, "address": None, "tax_id": None},
        "captured": is_captured, "created": now, "currency": intent["currency"], "description": intent["description"], "disputed": False,
        "failure_code": None, "failure_message": None, "livemode": False, "metadata": dict(intent["metadata"]), "paid": True,
        "payment_intent": intent["id"], "payment_method": make_id("pm"), "payment_method_details": {"type": "card", "card": card},
        "refunded": False, "status": "succeeded", "refunds": {"object": "list", "data": [], "has_more": False, "url": "/v1/refunds"},
    }  # fmt: skip


def new_booking(charge: dict[str, Any], currency: str, rate: float, now: int) -> dict[str, Any]:
    """A balance transaction: 1.5 % and a quarter of a unit are kept. `rate` is that of a conversion."""
    amount = round(charge["amount"] * rate)
    fee = round(amount * 0.015) + 25
    return {
        "id": make_id("txn"), "object": "balance_transaction", "amount": amount, "available_on": now + 7 * 86_400,
        "balance_type": "payments", "created": now, "currency": currency, "description": None,
        "exchange_rate": None if rate == 1 else rate, "fee": fee,
        "fee_details": [{"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees", "type": "stripe_fee"}],
        "net": amount - fee, "reporting_category": "charge", "source": charge["id"], "status": "pending", "type": "charge",
    }  # fmt: skip


def new_refund(charge: dict[str, Any], amount: int, metadata: dict[str, str], now: int) -> dict[str, Any]:
    return {
        "id": make_id("re"), "object": "refund", "amount": amount, "balance_transaction": None, "charge": charge["id"], "created": now,
        "currency": charge["currency"], "metadata": metadata, "payment_intent": charge["payment_intent"], "reason": None,
        "receipt_number": None, "status": "succeeded",
    }  # fmt: skip


def new_dispute(charge: dict[str, Any], status: str, now: int) -> dict[str, Any]:
    return {
        "id": make_id("du"), "object": "dispute", "amount": charge["amount"], "balance_transactions": [], "charge": charge["id"],
        "created": now, "currency": charge["currency"], "enhanced_eligibility_types": [], "evidence": {"enhanced_evidence": {}},
        "evidence_details": {"due_by": now + 7 * 86_400, "has_evidence": False, "past_due": False, "submission_count": 0,
                             "enhanced_eligibility": {}, "submission_method": "manual"},
        "is_charge_refundable": status.startswith("warning"), "livemode": False, "metadata": {}, "payment_intent": charge["payment_intent"],
        "reason": "general", "status": status,
    }  # fmt: skip


def new_subscription(session: dict[str, Any], data: dict[str, Any], price_data: dict[str, Any], now: int) -> dict[str, Any]:
    ref, recurring = make_id("sub"), price_data["recurring"]
    amount, currency = int(price_data["unit_amount"]), price_data["currency"]
    price = {
        "id": make_id("price"), "object": "price", "active": False, "billing_scheme": "per_unit", "created": now, "currency": currency,
        "livemode": False, "metadata": {}, "product": make_id("prod"),
        "recurring": {"interval": recurring["interval"], "interval_count": 1, "usage_type": "licensed", "meter": None, "trial_period_days": None},
        "type": "recurring", "unit_amount": amount,
    }  # fmt: skip
    plan = {
        "id": price["id"], "object": "plan", "active": False, "amount": amount, "billing_scheme": "per_unit", "created": now,
        "currency": currency, "interval": recurring["interval"], "interval_count": 1, "livemode": False, "usage_type": "licensed",
    }  # fmt: skip
    item = {
        "id": make_id("si"), "object": "subscription_item", "created": now, "current_period_start": now,
        "current_period_end": now + PERIODS_S[recurring["interval"]], "discounts": [], "metadata": {}, "plan": plan, "price": price,
        "quantity": 1, "subscription": ref,
    }  # fmt: skip
    return {
        "id": ref, "object": "subscription", "automatic_tax": {"disabled_reason": None, "enabled": session["automatic_tax"]["enabled"], "liability": None}, "billing_cycle_anchor": now,
        "billing_mode": {"type": "flexible"}, "billing_schedules": [], "cancel_at": None, "cancel_at_period_end": False,
        "canceled_at": None, "collection_method": "charge_automatically", "created": now, "currency": currency, "customer": make_id("cus"),
        "description": data.get("description"), "discounts": [], "ended_at": None,
        "invoice_settings": {"account_tax_ids": None, "issuer": {"type": "self"}},
        "items": {"object": "list", "data": [item], "has_more": False, "url": f"/v1/subscription_items?subscription={ref}"},
        "latest_invoice": None, "livemode": False, "metadata": data.get("metadata", {}), "start_date": now, "status": "active",
    }  # fmt: skip


def new_invoice(subscription: dict[str, Any], is_paid: bool, intent: dict[str, Any], now: int) -> dict[str, Any]:
    ref, amount = make_id("in"), intent["amount"]
    payment = {
        "id": make_id("inpay"), "object": "invoice_payment", "amount_paid": amount if is_paid else None, "amount_requested": amount,
        "created": now, "currency": intent["currency"], "invoice": ref, "is_default": True, "livemode": False,
        "payment": {"type": "payment_intent", "payment_intent": intent["id"]}, "status": "paid" if is_paid else "open",
        "status_transitions": {"canceled_at": None, "paid_at": now if is_paid else None},
    }  # fmt: skip
    details = {"metadata": dict(subscription["metadata"]), "subscription": subscription["id"]}
    return {
        "id": ref, "object": "invoice", "amount_due": amount, "amount_overpaid": 0, "amount_paid": amount if is_paid else 0,
        "amount_remaining": 0 if is_paid else amount, "amount_shipping": 0, "attempt_count": 1, "attempted": True,
        "automatic_tax": subscription["automatic_tax"], "billing_reason": "subscription_cycle",
        "collection_method": "charge_automatically", "created": now, "currency": intent["currency"], "customer": subscription["customer"],
        "default_tax_rates": [], "discounts": [], "issuer": {"type": "self"},
        "lines": {"object": "list", "data": [], "has_more": False, "url": f"/v1/invoices/{ref}/lines"}, "livemode": False, "metadata": {},
        "parent": {"quote_details": None, "subscription_details": details, "type": "subscription_details"},
        "payment_settings": {"default_mandate": None, "payment_method_options": None, "payment_method_types": None},
        "payments": {"object": "list", "data": [payment], "has_more": False, "url": f"/v1/invoice_payments?invoice={ref}"},
        "period_end": now, "period_start": now, "post_payment_credit_notes_amount": 0, "pre_payment_credit_notes_amount": 0,
        "starting_balance": 0, "status": "paid" if is_paid else "open",
        "status_transitions": {"finalized_at": now, "marked_uncollectible_at": None, "paid_at": now if is_paid else None, "voided_at": None},
        "subtotal": amount, "total": amount,
    }  # fmt: skip


def new_account(params: dict[str, Any], now: int) -> dict[str, Any]:
    return {
        "id": f"acct_{secrets.token_hex(8)}", "object": "account", "business_type": None, "capabilities": {}, "charges_enabled": False,
        "controller": {"type": "application", **params.get("controller", {})}, "country": params.get("country", "US"), "created": now,
        "default_currency": "eur", "details_submitted": False, "email": None, "metadata": params.get("metadata", {}),
        "payouts_enabled": False, "type": "none",
        "requirements": {
            "alternatives": [], "current_deadline": None, "currently_due": ["business_type", "external_account"], "disabled_reason": "requirements.past_due",
            "errors": [], "eventually_due": ["business_type", "external_account"], "past_due": [], "pending_verification": [],
        },
    }  # fmt: skip
