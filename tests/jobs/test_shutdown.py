"""Shutdown: a task that swallowed its cancellation is cancelled again."""

import asyncio

from orchestrator.adapters.jobs.ending import end_tasks


def test_a_swallowed_cancellation_is_repeated() -> None:
    async def ignore_once(cancellations: list[str]) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                cancellations.append("cancelled")
                if len(cancellations) > 1:
                    raise

    async def story() -> list[str]:
        cancellations: list[str] = []
        task = asyncio.create_task(ignore_once(cancellations))
        await asyncio.sleep(0)
        async with asyncio.timeout(30):
            await end_tasks([task], patience_s=0.01)
        assert task.cancelled()
        return cancellations

    assert asyncio.run(story()) == ["cancelled", "cancelled"]


def test_a_failed_task_does_not_disturb_the_shutdown() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    async def story() -> None:
        await end_tasks([asyncio.create_task(broken())], patience_s=10)

    asyncio.run(story())
