"""How long a word on an answer may be."""

import pytest

from support.api import Api

KNOWN = "Which glue holds wood outdoors?"


@pytest.mark.parametrize(("characters", "status"), [(2_000, 200), (2_001, 422)])
def test_a_comment_has_at_most_two_thousand_characters(crowd: Api, characters: int, status: int) -> None:
    creator, asker = crowd.sign_up(), crowd.sign_up()
    avee = creator.create_avee()
    creator.add_answer(avee, KNOWN, "Polyurethane glue.")
    decision = asker.ask(asker.start(avee), KNOWN)["decision"]["id"]
    body = {"verdict": "helpful", "comment": "x" * characters}
    assert asker.call("POST", f"/orchestrator/decisions/{decision}/feedback", json=body).status_code == status
