"""The whole loop, from a program: a creator signs up and makes an agent, somebody asks what nobody answered yet, the creator answers,
and the next person gets that answer at once.

    orchestrator serve                                # in one terminal
    python examples/loop.py http://127.0.0.1:8000     # in another
"""

import secrets
import sys
import time
from uuid import UUID

from orchestrator.client import Client, models

DOCUMENT = "# Visits\n\nThe apiary is open to visitors on Saturdays from ten to four.\n"
KNOWN = "When is the apiary open to visitors?"
NEW = "Have you ever painted with propolis?"
ANSWER = "Once: it makes a fine varnish."


def main(url: str) -> None:
    with Client(url) as nobody:
        mara, ada, otto = (sign_up(nobody, name) for name in ("mara", "ada", "otto"))

        avee = mara.create_avee(models.AveeIn(handle=f"bees-{secrets.token_hex(4)}", display_name="Mara's agent"))
        document = mara.add_document(avee.id, models.DocumentIn(title="Visits", content=DOCUMENT))
        wait_until_read(mara, avee.id, document.id)

        known = ask(ada, avee.id, KNOWN)
        print(f"From the document: {known.path} {known.action}")

        offered = ask(ada, avee.id, NEW)
        print(f"Something new:     {offered.path} {offered.action}")
        assert offered.escalation is not None, offered.decision.reason
        accepted = ada.accept_offer(offered.escalation.id)
        print(f"Ada accepts:       {accepted.path} {accepted.action}")

        question = next(mara.iter_queue(status="accepted"))
        print(f"Mara reads:        {question.original_message}")
        mara.answer_question(question.id, models.ReplyToQuestionIn(answer=ANSWER, layer="public"))

        again = ask(otto, avee.id, NEW)
        print(f"Otto asks it too:  {again.path} {again.action}: {again.reply.content if again.reply else ''}")


def sign_up(nobody: Client, name: str) -> Client:
    """A client of a new person, on the same connections."""
    handle = f"{name}-{secrets.token_hex(4)}"
    email, password = f"{handle}@example.org", secrets.token_urlsafe(16)
    nobody.sign_up(models.AccountIn(email=email, password=password, handle=handle, display_name=name.title()))
    return nobody.signed_in(email, password)


def ask(person: Client, avee_id: UUID, message: str) -> models.RoutingOut:
    """Asks in a new conversation."""
    conversation = person.start_conversation(models.ConversationIn(avee_id=avee_id))
    return person.route_message(models.AskIn(conversation_id=conversation.id, message=message))


def wait_until_read(person: Client, avee_id: UUID, document_id: UUID) -> None:
    """Documents are read by a job."""
    while person.show_document(avee_id, document_id).status == "pending":
        time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
