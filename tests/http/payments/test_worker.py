"""The whole application with its worker: what is due is done by the job that the database added."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api
from support.servers import programs


@pytest.fixture
def by_hand(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    monkeypatch.setenv("PAYMENTS_BY_HAND", "true")
    with TestClient(programs.make_app(), raise_server_exceptions=False, client=programs.PEER) as client:
        yield Api(client)


def test_an_answer_takes_the_money_by_a_job(by_hand: Api) -> None:
    creator, asker = by_hand.sign_up("mira"), by_hand.sign_up("ada")
    assert asker.call("GET", "/payments/settings", 200)["ways"] == ["by_hand"]
    avee = creator.create_avee("mira-agent")
    prices = {"currency": "JPY", "way": "by_hand", "how_to_pay": "In cash.", "tiers": [{"tier": "free", "amount": 500}], "version": 0}
    creator.call("PUT", f"/avees/{avee}/prices", 200, json=prices, headers={"If-Match": ""})
    offer = asker.ask(asker.start(avee), "Would you ever teach a class on repairing antique violins?")
    assert "¥500" in offer["reply"]["content"]
    question = offer["escalation"]["id"]
    payment = asker.call("POST", f"/orchestrator/queue/{question}/accept", 200)["payment"]["id"]
    creator.call("POST", f"/payments/{payment}/received", 200)
    creator.call("POST", f"/orchestrator/queue/{question}/answer", 200, json={"answer": "Yes, every second winter."})
    until = time.monotonic() + 30
    while time.monotonic() < until and asker.call("GET", f"/payments/{payment}", 200)["status"] != "captured":
        time.sleep(0.05)
    captured = asker.call("GET", f"/payments/{payment}", 200)
    assert (captured["status"], captured["due"], captured["receipt_number"]) == ("captured", None, 1)


def test_without_a_way_nothing_about_money_is_there(api: Api) -> None:
    creator = api.sign_up("mira")
    avee = creator.create_avee("mira-agent")
    assert creator.call("GET", "/payments/settings", 200) == {"ways": [], "currencies": []}
    for method, path in (("GET", "prices"), ("PUT", "prices"), ("POST", "prices/preview")):
        body: dict[str, Any] = {"json": {"currency": "EUR", "way": "stripe"}} if method != "GET" else {}
        assert creator.call(method, f"/avees/{avee}/{path}", 404, **body)["code"] == "payments_off"
    assert creator.call("GET", "/handles/mira-agent/prices", 200) == {"prices": None}
    assert creator.call("POST", f"/avees/{avee}/memberships", 404, json={"interval": "month"})["code"] == "payments_off"
    assert api.client.post("/webhooks/stripe", content=b"{}").status_code == 404
