"""Memberships: begun, paid again, ended with what is paid; while one runs its member is of the tier `paid`."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from orchestrator.engine.payments.memberships import look_at_membership
from orchestrator.engine.payments.owed.nightly import reconcile_payments
from orchestrator.engine.payments.owed.sweep import sweep_payments
from support.payments import Shop, Till, open_shop


@pytest.fixture
def club(till: Till) -> Shop:
    return open_shop(till, membership={"month": 900, "year": None})


def tier(club: Shop) -> str | None:
    found = club.till.rows("SELECT tier FROM avee_members WHERE avee_id = %s AND user_id = %s", club.avee, club.asker.user["id"])
    return found[0]["tier"] if found else None


def joined(club: Shop) -> str:
    begun = club.asker.call("POST", f"/avees/{club.avee}/memberships", 200, json={"interval": "month"})
    membership: str = begun["membership"]["id"]
    assert club.till.provider.pay(membership)
    assert club.asker.call("POST", f"/memberships/{membership}/return", 200)["status"] == "active"
    return membership


def test_a_member_is_of_the_tier_paid_for_as_long_as_it_is_paid(club: Shop) -> None:
    path = f"/avees/{club.avee}/memberships"
    begun = club.asker.call("POST", path, 200, json={"interval": "month"})
    assert begun["membership"]["status"] == "open"
    assert begun["checkout_url"]
    assert club.asker.call("POST", path, 200, json={"interval": "month"}) == begun, "repeating it returns the same page"
    assert tier(club) is None
    membership = joined(club)
    assert tier(club) == "paid"
    assert club.offer()["price"] is None
    assert club.asker.call("POST", path, 409, json={"interval": "month"})["code"] == "already_member"
    (paid,) = club.asker.call("GET", "/me/payments", 200)["items"]
    assert (paid["kind"], paid["status"], paid["amount"], paid["receipt_number"]) == ("membership", "captured", 900, 1)

    club.till.provider.renew(membership, datetime.now(UTC) + timedelta(days=60))
    for _ in range(2):
        club.till.run(reconcile_payments)
    assert [each["receipt_number"] for each in club.asker.call("GET", "/me/payments", 200)["items"]] == [2, 1]

    ending = club.asker.call("DELETE", f"/memberships/{membership}", 200)
    assert (ending["status"], ending["is_ending"]) == ("active", True)
    assert tier(club) == "paid", "until what is paid is over"
    book = club.till.provider.book_of(membership)
    book.paid_until = datetime.now(UTC) - timedelta(hours=1)
    club.till.run(look_at_membership, UUID(membership))
    assert tier(club) == "free"
    (mine,) = club.asker.call("GET", "/me/memberships", 200)["items"]
    assert (mine["status"], mine["agent_display_name"]) == ("ended", "Shop")


def test_one_that_was_never_paid_ends(club: Shop) -> None:
    membership = club.asker.call("POST", f"/avees/{club.avee}/memberships", 200, json={"interval": "month"})["membership"]["id"]
    club.till.rows("UPDATE memberships SET place_until = now() - interval '1 minute' WHERE id = %s", membership)
    club.till.run(sweep_payments)
    assert club.asker.call("GET", "/me/memberships", 200)["items"][0]["status"] == "ended"
    assert not club.till.provider.pay(membership)


def test_what_is_not_sold_and_what_is_another_s(club: Shop) -> None:
    path = f"/avees/{club.avee}/memberships"
    assert club.asker.call("POST", path, 404, json={"interval": "year"})["code"] == "membership_not_sold"
    membership = joined(club)
    stranger = club.till.add_person("eve")
    assert stranger.call("DELETE", f"/memberships/{membership}", 404)["code"] == "membership_not_found"
    assert stranger.call("POST", f"/memberships/{membership}/return", 404)["code"] == "membership_not_found"
    assert club.creator.call("DELETE", f"/avees/{club.avee}", 409)["code"] == "money_held"
