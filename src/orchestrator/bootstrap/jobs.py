"""Registering all jobs of the program, each with its queue."""

import time
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from orchestrator.adapters.jobs.queue import Handler, JobQueue
from orchestrator.domain.errors import NotFound
from orchestrator.engine.accounts.addresses.outgoing import SEND_TASK
from orchestrator.engine.accounts.guests import erasing
from orchestrator.engine.answering import documents, read_document, recover, sentences
from orchestrator.engine.channels import handling, receiving, sending
from orchestrator.engine.channels import sweep as channel_sweep
from orchestrator.engine.channels.mailboxes import fetching
from orchestrator.engine.escalation import expire, summarise
from orchestrator.engine.matching import change_answer, conflicts, corrections, model_check, multilingual, upkeep
from orchestrator.engine.notifying import deliver, plan
from orchestrator.engine.notifying import deliver_webhook as deliver_webhook_use
from orchestrator.engine.notifying import sweep as sweep_use
from orchestrator.engine.notifying.mail import bounces
from orchestrator.engine.notifying.mail import plan as mail_plan
from orchestrator.engine.notifying.mail import send as mail_send
from orchestrator.engine.payments.owed import events as payment_events
from orchestrator.engine.payments.owed import nightly, settle
from orchestrator.engine.payments.owed import sweep as payment_sweep
from orchestrator.engine.rights import conversations as erased_conversations
from orchestrator.engine.rights import erase, retention
from orchestrator.engine.routing import route as routing
from orchestrator.engine.routing.keeping.stored import TASK as ROUTE_TASK
from orchestrator.engine.routing.recover import FAILING_TASK, route_lost_messages
from orchestrator.engine.routing.recover import TASK as ROUTE_LOST_TASK
from orchestrator.engine.services import Services
from orchestrator.engine.sources import look as looking
from orchestrator.engine.sources.sources import TASK as LOOK_TASK
from orchestrator.engine.trust import yeses
from orchestrator.http.operation.counting import count_job, count_message


class MeasuredQueue:
    """Registers jobs so that each of their runs is counted."""

    def __init__(self, queue: JobQueue) -> None:
        self._queue = queue

    def register(
        self, name: str, handler: Handler, queue: str, every: str | None = None, *, lock_by: str | None = None, in_turn: bool = False,
        retry_in: str | None = None,
    ) -> None:  # fmt: skip
        async def run(**arguments: str) -> None:
            started, outcome = time.perf_counter(), "failed"
            try:
                await handler(**arguments)
                outcome = "done"
            finally:
                count_job(name, outcome, time.perf_counter() - started)

        self._queue.register(name, run, queue, every, lock_by=lock_by, in_turn=in_turn, retry_in=retry_in)

    def widen(self, queue: str, concurrency: int) -> None:
        self._queue.widen(queue, concurrency)


def register_jobs(queue: MeasuredQueue, services: Services) -> None:
    """Registers all jobs except those of `register_sendings`. Reading documents has its own queue and never delays
    an answer."""

    async def embed_document(person: str, avee_id: str, document_id: str, title: str) -> None:
        # A document that was deleted or replaced meanwhile needs no reading.
        with suppress(NotFound):
            await read_document.read_document(services, UUID(person), UUID(avee_id), UUID(document_id), title or None)

    async def route_message(person: str, message_id: str) -> None:
        # A message that was erased meanwhile needs no answer.
        with suppress(NotFound):
            routed = await routing.route_waiting(services, UUID(person), UUID(message_id))
            if routed is not None:
                count_message(routed.path)

    async def route_lost() -> None:
        await route_lost_messages(services)

    async def read_lost() -> None:
        await recover.read_lost_documents(services)

    async def embed_missing_sentences() -> None:
        await sentences.embed_missing_sentences(services)

    async def expire_escalations() -> None:
        await expire.expire_escalations(services)

    async def send_corrections(person: str, avee_id: str, answer_id: str) -> None:
        await corrections.send_corrections(services, UUID(person), UUID(avee_id), UUID(answer_id))

    async def summarise_escalation(person: str, escalation_id: str) -> None:
        await summarise.summarise_escalation(services, UUID(person), UUID(escalation_id))

    async def embed_missing_questions() -> None:
        await multilingual.embed_missing_questions(services)

    async def embed_by_large() -> None:
        await multilingual.embed_by_large(services)

    async def compare_answers() -> None:
        await conflicts.compare_answers(services)

    async def build_vector_indexes() -> None:
        await upkeep.build_vector_indexes(services)

    async def count_reuses() -> None:
        await upkeep.count_reuses(services)

    async def check_borderline_match(person: str, avee_id: str, match_id: str) -> None:
        await model_check.check_match(services, UUID(person), UUID(avee_id), UUID(match_id))

    async def weigh_yeses(person: str, avee_id: str, answer_id: str) -> None:
        await yeses.weigh_yeses(services, UUID(person), UUID(avee_id), UUID(answer_id))

    async def erase_forgotten_guests() -> None:
        await erasing.erase_forgotten_guests(services)

    queue.register(erasing.TASK, erase_forgotten_guests, "upkeep", every="43 * * * *")
    queue.register(upkeep.INDEX_TASK, build_vector_indexes, "upkeep", every="*/10 * * * *")
    queue.register(upkeep.COUNT_TASK, count_reuses, "upkeep", every="* * * * *")
    queue.register(model_check.TASK, check_borderline_match, "notification")
    queue.register(yeses.TASK, weigh_yeses, "notification")
    queue.register(summarise.TASK, summarise_escalation, "notification")
    queue.register(expire.TASK, expire_escalations, "conversation", every="* * * * *")
    queue.register(change_answer.CORRECT_TASK, send_corrections, "conversation")
    queue.register(documents.TASK, embed_document, "ingest", in_turn=True)
    queue.register(ROUTE_TASK, route_message, "conversation")
    queue.register(ROUTE_LOST_TASK, route_lost, "conversation", every="* * * * *")
    queue.register(FAILING_TASK, route_message, "conversation")
    queue.register(recover.DOCUMENTS_TASK, read_lost, "ingest", every="*/5 * * * *")
    queue.register(conflicts.TASK, compare_answers, "upkeep", every="* * * * *")
    queue.register(conflicts.NOW_TASK, compare_answers, "upkeep")
    queue.register(multilingual.TASK, embed_missing_questions, "upkeep", every="* * * * *")
    queue.register(multilingual.LARGE_TASK, embed_by_large, "upkeep", every="* * * * *")
    queue.register(sentences.TASK, embed_missing_sentences, "ingest", every="* * * * *")


def register_rights(queue: MeasuredQueue, services: Services) -> None:
    """Registers what follows an erasure, and deleting by age."""

    async def embed_pattern(person: str, avee_id: str, answer_id: str) -> None:
        await erased_conversations.embed_pattern(services, UUID(person), UUID(avee_id), UUID(answer_id))

    async def delete_old_messages() -> None:
        await retention.delete_old_messages(services)

    async def send_last_mail(mail_id: str, address: str, language: str, until: str) -> None:
        await erase.send_last_mail(services, UUID(mail_id), address, language, datetime.fromisoformat(until))

    async def forget_mails(mails: str) -> None:
        await erase.forget_mails(services, [UUID(each) for each in mails.split(",")])

    queue.register(erased_conversations.EMBED_TASK, embed_pattern, "upkeep")
    queue.register(retention.TASK, delete_old_messages, "upkeep", every="23 2 * * *")
    queue.register(erase.LAST_MAIL_TASK, send_last_mail, "mail")
    queue.register(erase.FORGET_TASK, forget_mails, "mail")


def register_sources(queue: MeasuredQueue, services: Services) -> None:
    """Registers looking at sources, which has a queue of its own: a slow website delays nothing else."""

    async def look_at_source(person: str, avee_id: str, source_id: str) -> None:
        # A source that was removed meanwhile is not looked at.
        with suppress(NotFound):
            await looking.look_at_source(services, UUID(person), UUID(avee_id), UUID(source_id))

    async def look_at_due_sources() -> None:
        await looking.look_at_due_sources(services)

    queue.register(LOOK_TASK, look_at_source, "sources", lock_by="source_id")
    queue.register(looking.DUE_TASK, look_at_due_sources, "sources", every="* * * * *")


def register_payments(queue: MeasuredQueue, services: Services) -> None:
    """Registers taking money and giving it back, which has a queue of its own: a slow provider delays nothing else."""

    async def settle_payment(payment_id: str) -> None:
        await settle.settle_payment(services, UUID(payment_id))

    async def handle_event(thing: str, kind: str, event_id: str) -> None:
        await payment_events.handle_event(services, UUID(thing), kind, event_id)

    async def sweep_payments() -> None:
        await payment_sweep.sweep_payments(services)

    async def reconcile_payments() -> None:
        await nightly.reconcile_payments(services)

    queue.register(settle.TASK, settle_payment, "payments", lock_by="payment_id")
    queue.register(payment_events.TASK, handle_event, "payments", lock_by="thing")
    queue.register(payment_sweep.TASK, sweep_payments, "payments", every="* * * * *")
    queue.register(nightly.TASK, reconcile_payments, "payments", every="37 3 * * *")
    queue.widen("payments", 4)


def register_sendings(queue: MeasuredQueue, services: Services) -> None:
    """Registers the jobs of notifications, mail and webhooks.

    They have queues of their own, so that a slow receiver delays no answer. One person's first tries are made one after
    the other, so that nobody takes all places; a retry waits in a second queue, with those to receivers that failed
    or were slow before.
    """

    async def plan_notifications(person: str) -> None:
        await plan.plan_notifications(services, UUID(person))

    async def deliver_notifications(person: str, batch_id: str, target_id: str) -> None:
        await deliver.deliver_notifications(services, UUID(person), UUID(batch_id), UUID(target_id))

    async def deliver_webhook(person: str, avee_id: str, delivery_id: str) -> None:
        await deliver_webhook_use.deliver_webhook(services, UUID(person), UUID(avee_id), UUID(delivery_id))

    async def plan_mail(person: str) -> None:
        await mail_plan.plan_mail(services, UUID(person))

    async def plan_digest(person: str) -> None:
        await mail_plan.plan_digest(services, UUID(person))

    async def send_mail(person: str, mail_id: str) -> None:
        await mail_send.send_mail(services, UUID(person), UUID(mail_id))

    async def read_bounces() -> None:
        await bounces.read_bounces(services)

    async def sweep() -> None:
        await sweep_use.sweep_sendings(services)

    async def purge() -> None:
        await sweep_use.purge_sendings(services)

    queue.register(plan.PLAN_TASK, plan_notifications, "notification")
    queue.register(plan.DELIVER_TASK, deliver_notifications, "sending", lock_by="person", retry_in="sending_again")
    queue.register(plan.AGAIN_TASK, deliver_notifications, "sending_again")
    queue.register(deliver_webhook_use.DELIVER_TASK, deliver_webhook, "sending", lock_by="person", retry_in="sending_again")
    queue.register(deliver_webhook_use.AGAIN_TASK, deliver_webhook, "sending_again")
    queue.register(mail_plan.PLAN_TASK, plan_mail, "notification")
    queue.register(mail_plan.DIGEST_TASK, plan_digest, "notification")
    queue.register(SEND_TASK, send_mail, "mail")
    queue.register(bounces.TASK, read_bounces, "upkeep", every="*/5 * * * *")

    async def handle_inbound(channel_id: str, event_id: str, turn: str) -> None:
        await handling.handle_inbound(services, UUID(channel_id), event_id)

    async def fetch_channel(channel_id: str) -> None:
        await fetching.fetch_channel(services, UUID(channel_id))

    async def send_channel_thread(person: str, avee_id: str, thread_id: str) -> None:
        await sending.send_thread(services, UUID(person), UUID(avee_id), UUID(thread_id))

    async def sweep_channels() -> None:
        await channel_sweep.sweep_channels(services)

    queue.register(receiving.TASK, handle_inbound, "conversation", lock_by="turn")
    queue.register(fetching.TASK, fetch_channel, "mailboxes", lock_by="channel_id")
    queue.register(sending.TASK, send_channel_thread, "sending", lock_by="thread_id")
    queue.register(channel_sweep.TASK, sweep_channels, "upkeep", every="* * * * *")
    queue.widen("mail", 4)
    queue.widen("sending", 16)
    queue.widen("sending_again", 8)
    queue.register(sweep_use.SWEEP_TASK, sweep, "notification", every="* * * * *")
    queue.register(sweep_use.PURGE_TASK, purge, "notification", every="17 * * * *")
