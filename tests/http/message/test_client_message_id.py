"""A repeated request with the same client message id changes nothing and gets the same response."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from orchestrator.adapters.postgres.server.embedded import EmbeddedServer
from support.api import Api
from support.stories import NOVEL_QUESTION, rows


@pytest.mark.parametrize("message", ["hello!", "it doesn't work", "Which glue holds wood?", NOVEL_QUESTION, "What about tax?"])
def test_the_same_id_gives_the_same_answer(shared: Api, shared_database: EmbeddedServer, message: str) -> None:
    creator, asker = shared.sign_up(), shared.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, "Which glue holds wood?", "The brown one.")
    creator.configure(avee, blocked_topics=["tax"])
    conversation = asker.start(avee)
    first, second = (asker.ask(conversation, message, client_message_id="one") for _ in range(2))
    assert first == second
    thread = asker.call("GET", f"/conversations/{conversation}/messages", 200)["items"]
    assert [each["role"] for each in thread] == ["agent", "user"]
    assert thread[1]["client_message_id"] == "one"
    assert thread[1]["path"] == first["path"]
    assert len(rows(shared_database, "SELECT 1 FROM orchestrator_decisions WHERE conversation_id = :it", it=conversation)) == 1


def test_another_message_under_the_same_id_is_a_conflict(shared: Api) -> None:
    asker = shared.sign_up()
    conversation = asker.start(shared.sign_up().create_avee())
    asker.ask(conversation, "hello!", client_message_id="one")
    assert asker.ask(conversation, "goodbye!", 409, client_message_id="one")["code"] == "client_message_id_reused"
    assert asker.ask(conversation, "goodbye!", client_message_id="two")["path"] == "A"


def test_concurrent_requests_are_one(shared: Api, shared_database: EmbeddedServer) -> None:
    asker = shared.sign_up()
    conversation = asker.start(shared.sign_up().create_avee())
    body = {"conversation_id": conversation, "message": NOVEL_QUESTION, "client_message_id": "same"}

    def send(_: int) -> str:
        response = shared.client.post("/orchestrator/message", json=body, headers={"Authorization": f"Bearer {asker.token}"})
        assert response.status_code == 200, response.text
        return str(response.text)

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(send, range(8)))
    assert len(answers) == 1
    assert len(rows(shared_database, "SELECT 1 FROM escalation_queue WHERE conversation_id = :it", it=conversation)) == 1
