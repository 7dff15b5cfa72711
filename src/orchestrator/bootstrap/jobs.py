"""Every job that the program knows."""

from uuid import UUID

from orchestrator.adapters.jobs.queue import JobQueue
from orchestrator.engine.answering import documents, read_document, recover
from orchestrator.engine.escalation import expire, summarise
from orchestrator.engine.matching import change_answer, model_check
from orchestrator.engine.matching import corrections as recall
from orchestrator.engine.matching import upkeep as shelves
from orchestrator.engine.notifying import deliver, plan
from orchestrator.engine.notifying import deliver_webhook as deliver_webhook_use
from orchestrator.engine.notifying import sweep as sweep_use
from orchestrator.engine.routing import route as routing
from orchestrator.engine.routing.recover import FAILING_TASK, route_lost_messages
from orchestrator.engine.routing.recover import TASK as ROUTE_LOST_TASK
from orchestrator.engine.services import World


def register_jobs(queue: JobQueue, world: World) -> None:
    """Every job the program knows. Ingest has a queue of its own, so that it never delays a conversation."""

    async def embed_document(person: str, avee_id: str, document_id: str, title: str) -> None:
        await read_document.read_document(world, UUID(person), UUID(avee_id), UUID(document_id), title or None)

    async def route_message(person: str, message_id: str) -> None:
        await routing.route_waiting(world, UUID(person), UUID(message_id))

    async def route_lost() -> None:
        await route_lost_messages(world)

    async def read_lost() -> None:
        await recover.read_lost_documents(world)

    async def expire_escalations() -> None:
        await expire.expire_escalations(world)

    async def send_corrections(person: str, avee_id: str, answer_id: str) -> None:
        await recall.send_corrections(world, UUID(person), UUID(avee_id), UUID(answer_id))

    async def summarise_escalation(person: str, escalation_id: str) -> None:
        await summarise.summarise_escalation(world, UUID(person), UUID(escalation_id))

    async def index_shelves() -> None:
        await shelves.index_shelves(world)

    async def count_reuses() -> None:
        await shelves.count_reuses(world)

    queue.register(shelves.INDEX_TASK, index_shelves, "upkeep", every="*/10 * * * *")
    queue.register(shelves.COUNT_TASK, count_reuses, "upkeep", every="* * * * *")

    async def judge_grey_match(person: str, avee_id: str, match_id: str) -> None:
        await model_check.judge_match(world, UUID(person), UUID(avee_id), UUID(match_id))

    queue.register(model_check.TASK, judge_grey_match, "notification")
    queue.register(summarise.TASK, summarise_escalation, "notification")
    queue.register(expire.TASK, expire_escalations, "conversation", every="* * * * *")
    queue.register(change_answer.CORRECT_TASK, send_corrections, "conversation")
    queue.register(documents.TASK, embed_document, "ingest")
    queue.register(routing.TASK, route_message, "conversation")
    queue.register(ROUTE_LOST_TASK, route_lost, "conversation", every="* * * * *")
    queue.register(FAILING_TASK, route_message, "conversation")
    queue.register(recover.DOCUMENTS_TASK, read_lost, "ingest", every="*/5 * * * *")


def register_sendings(queue: JobQueue, world: World) -> None:
    """The jobs of notifications and webhooks, on a queue of their own: a slow receiver delays nobody's answer."""

    async def plan_notifications(person: str) -> None:
        await plan.plan_notifications(world, UUID(person))

    async def deliver_notifications(person: str, batch_id: str, target_id: str) -> None:
        await deliver.deliver_notifications(world, UUID(person), UUID(batch_id), UUID(target_id))

    async def deliver_webhook(person: str, avee_id: str, delivery_id: str) -> None:
        await deliver_webhook_use.deliver_webhook(world, UUID(person), UUID(avee_id), UUID(delivery_id))

    async def sweep() -> None:
        await sweep_use.sweep_sendings(world)

    async def purge() -> None:
        await sweep_use.purge_sendings(world)

    queue.register(plan.PLAN_TASK, plan_notifications, "notification")
    queue.register(plan.DELIVER_TASK, deliver_notifications, "notification")
    queue.register(deliver_webhook_use.DELIVER_TASK, deliver_webhook, "notification")
    queue.register(sweep_use.SWEEP_TASK, sweep, "notification", every="* * * * *")
    queue.register(sweep_use.PURGE_TASK, purge, "notification", every="17 * * * *")
