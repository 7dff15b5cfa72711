"""Receipts, the export, the sums by month, and what an asker is told by mail."""

import csv
import io
from datetime import UTC, datetime

import pdfplumber

from support.payments import Shop


def captured(shop: Shop) -> str:
    question, payment = shop.held()
    shop.answer(question, reuse=False)
    shop.till.settle()
    assert shop.till.status(payment) == ("captured", None)
    return payment


def refund(shop: Shop, payment: str) -> None:
    shop.creator.call("POST", f"/payments/{payment}/refund", 200, json={"reason": "=1+1, I was wrong."})
    shop.till.settle()
    assert shop.till.status(payment) == ("refunded", None)


def receipt_text(shop: Shop, payment: str) -> str:
    response = shop.asker.call("GET", f"/payments/{payment}/receipt")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    with pdfplumber.open(io.BytesIO(response.content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_a_receipt_is_there_once_the_money_is_taken_and_stays_as_it_was(shop: Shop) -> None:
    question, payment = shop.held()
    assert shop.asker.call("GET", f"/payments/{payment}/receipt", 404)["code"] == "no_receipt"
    prices = shop.creator.call("GET", f"/avees/{shop.avee}/prices", 200)
    shop.creator.call("PUT", f"/avees/{shop.avee}/prices", 200, json=prices | {"receipt_details": "Honey Lane 1\nVAT 123"})
    shop.answer(question, reuse=False)
    shop.till.settle()
    text = receipt_text(shop, payment)
    for words in ("Honey Lane 1", "VAT 123", "€5.00", shop.asker.user["handle"]):
        assert words in text
    shop.creator.call("PUT", f"/avees/{shop.avee}/prices", 200, json=prices | {"receipt_details": "Elsewhere"})
    assert receipt_text(shop, payment) == text
    assert shop.creator.call("GET", f"/payments/{payment}/receipt").status_code == 200
    assert shop.till.add_person("stranger").call("GET", f"/payments/{payment}/receipt", 404)["code"] == "payment_not_found"

    refund(shop, payment)
    assert receipt_text(shop, payment).startswith(text.partition("\nPayment")[0])
    assert "Given back €5.00" in receipt_text(shop, payment)


def test_the_export_has_every_payment_and_no_formula(shop: Shop) -> None:
    payment = captured(shop)
    refund(shop, payment)
    _, held = shop.held()
    response = shop.creator.call("GET", f"/avees/{shop.avee}/payments/export")
    assert response.headers["content-type"].startswith("text/csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff")))}
    assert set(rows) == {payment, held}
    assert (rows[payment]["amount"], rows[payment]["currency"], rows[payment]["status"], rows[payment]["receipt"]) == (
        "5.00",
        "EUR",
        "refunded",
        "1",
    )
    assert rows[payment]["refund_reason"] == "'=1+1, I was wrong."
    assert (rows[held]["status"], rows[held]["receipt"], rows[held]["captured_at"]) == ("held", "", "")
    assert shop.asker.call("GET", f"/avees/{shop.avee}/payments/export").status_code == 404


def test_sums_by_month_count_what_was_taken_and_given_back(shop: Shop) -> None:
    kept, returned = captured(shop), captured(shop)
    refund(shop, returned)
    (month,) = shop.creator.call("GET", f"/avees/{shop.avee}/payments/months", 200)["months"]
    first = datetime.now(UTC).date().replace(day=1).isoformat()
    fees = sum(shop.creator.call("GET", f"/payments/{each}", 200)["fee"] or 0 for each in (kept, returned))
    assert month == {"month": first, "currency": "EUR", "captured": 1000, "refunded": 500, "fees": fees, "count": 2}
    assert shop.asker.call("GET", f"/avees/{shop.avee}/payments/months").status_code == 404


def test_an_asker_is_told_by_mail_what_became_of_the_money(shop: Shop) -> None:
    payment = captured(shop)
    refund(shop, payment)
    question, held = shop.held()
    shop.creator.call("POST", f"/orchestrator/queue/{question}/decline", 200)
    shop.till.settle()
    told = shop.till.rows(
        "SELECT kind, thing_id::text AS thing FROM mail_news WHERE user_id = %s AND kind IN ('paid', 'given_back')", shop.asker.user["id"]
    )
    assert sorted((each["kind"], each["thing"]) for each in told) == sorted(
        [("paid", payment), ("given_back", payment), ("given_back", held)]
    )


def test_whoever_erases_their_account_leaves_no_name_on_a_receipt(shop: Shop) -> None:
    payment = captured(shop)
    name = shop.asker.user["handle"]
    assert shop.till.rows("SELECT receipt_buyer FROM payments WHERE id = %s", payment)[0]["receipt_buyer"].endswith(f"(@{name})")
    shop.till.rows("DELETE FROM users WHERE id = %s", shop.asker.user["id"])
    assert shop.till.rows("SELECT receipt_buyer FROM payments WHERE id = %s", payment)[0]["receipt_buyer"] is None
