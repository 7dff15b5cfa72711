"""Journey 17: each of a team is shown what their role may do, and an answerer marks the passage that answers a question."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from support.api import Api
from support.browsing import find_violations, mailed_link, overflows

QUESTION = "Would you ever restore a violin from before 1800?"
VIOLINS = "# Instruments\n\n## Violins\n\nOld violins are welcome.\nWe restore one from before 1800 each winter.\n"
PART = "We restore one from before 1800 each winter."
ROLES = ("viewer", "answerer", "editor", "owner")

# page, its buttons, and the least role for which the server does what they ask
BUTTONS: list[tuple[str, str, str]] = [
    ("/messages/escalations/{question}", "Answer", "answerer"),
    ("/messages/escalations/{question}", "Postpone for a day", "answerer"),
    ("/messages/escalations/{question}", "Decline …", "answerer"),
    ("/messages/escalations/{question}", "Save for the team", "answerer"),
    ("/messages/escalations/{question}", "Add", "answerer"),
    ("/messages/{conversation}", "Teach the answer", "answerer"),
    ("/messages/{conversation}", "Send", "answerer"),
    ("/my-agents/{handle}/orchestrator", "Save", "editor"),
    ("/my-agents/{handle}/knowledge", "Choose files", "editor"),
    ("/my-agents/{handle}/knowledge", "Import", "editor"),
    ("/my-agents/{handle}/knowledge", "Add an answer", "editor"),
    ("/my-agents/{handle}/knowledge", "Edit", "editor"),
    ("/my-agents/{handle}/knowledge", "Retire", "editor"),
    ("/my-agents/{handle}/knowledge", "Delete Instruments", "editor"),
    ("/my-agents/{handle}/knowledge", "Versions", "viewer"),
    ("/my-agents/{handle}/members", "Add as follower", "editor"),
    ("/my-agents/{handle}/team", "Send the invitation", "owner"),
    ("/my-agents/{handle}/agent", "Save", "editor"),
    ("/my-agents/{handle}/agent", "Delete the agent …", "owner"),
]

pytestmark = pytest.mark.timeout(900)


def test_each_sees_what_they_may_do(open_page: Callable[..., Page], anyone: Api) -> None:
    mark = secrets.token_hex(4)
    people = {role: anyone.sign_up(f"{role}-{mark}", display_name=role.title()) for role in ROLES}
    owner, asker = people["owner"], anyone.sign_up(f"ada-{mark}", display_name="Ada Vik")
    handle = f"roles-{mark}"
    avee = owner.create_avee(handle, display_name="The workshop")
    owner.configure(avee, trust_mode="immediate", auto_answer_confidence_threshold=0.999)
    owner.add_answer(avee, "How do I reset my password?", "Open the account page.")
    owner.add_document(avee, "Instruments", VIOLINS)
    for role in ROLES[:3]:
        owner.call("POST", f"/avees/{avee}/invitations", 201, json={"email": people[role].user["email"], "role": role})
        link = mailed_link(people[role].user["email"], "Owner invites you to help The workshop")
        people[role].call("PUT", f"/invitations/{link.rpartition('/')[2]}", 200)
    conversation = asker.start(avee)
    offered = asker.ask(conversation, QUESTION)
    asker.call("POST", f"/orchestrator/queue/{offered['escalation']['id']}/accept", 200)
    places = {"question": offered["escalation"]["id"], "conversation": conversation, "handle": handle}

    for role in ROLES:
        page = open_page(people[role].user["email"], 1280)
        for path in dict.fromkeys(path for path, _, _ in BUTTONS):
            page.goto(path.format(**places))
            expect(page.locator("main")).not_to_be_empty()
            expect(page.locator(".mantine-Loader-root")).to_have_count(0)
            page.wait_for_load_state("networkidle")
            buttons = [(page.get_by_role("button", name=name, exact=True), least) for where, name, least in BUTTONS if where == path]
            may = [button for button, least in buttons if ROLES.index(role) >= ROLES.index(least)]
            # What comes with a later answer of the server is waited for, before anything is said to be missing.
            for button in may:
                expect(button.first).to_be_visible()
            for button in [button for button, _ in buttons if button not in may]:
                expect(button).to_have_count(0)

    teaching = open_page(people["answerer"].user["email"], 360)
    teaching.goto(f"/messages/{conversation}")
    teaching.get_by_role("button", name="Teach the answer").click()
    teaching.get_by_text("Mark a passage").click()
    teaching.get_by_label("Search the documents").fill("violins")
    teaching.get_by_role("button", name="This answers it").first.click()
    teaching.get_by_label("What answers the question").fill(PART)
    assert find_violations(teaching) == []
    assert not overflows(teaching)
    teaching.get_by_role("button", name="Teach it").click()
    expect(teaching.get_by_role("button", name="Taught")).to_be_visible()
    bea = anyone.sign_up(f"bea-{mark}")
    again = bea.ask(bea.start(avee), QUESTION)
    assert (again["path"], PART in again["reply"]["content"]) == ("C", True)
    teaching.goto(f"/my-agents/{handle}/knowledge")
    expect(teaching.get_by_text("Quoted from “Instruments”")).to_be_visible()
