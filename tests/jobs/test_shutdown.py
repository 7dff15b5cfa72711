"""The end of a program: a task that missed its cancellation is told again."""

import asyncio

from orchestrator.bootstrap.web import end_tasks


def test_a_lost_cancellation_is_said_again() -> None:
    async def deaf_once(heard: list[str]) -> None:
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                heard.append("cancelled")
                if len(heard) > 1:
                    raise

    async def story() -> list[str]:
        heard: list[str] = []
        task = asyncio.create_task(deaf_once(heard))
        await asyncio.sleep(0)
        async with asyncio.timeout(30):
            await end_tasks([task], patience_s=0.01)
        assert task.cancelled()
        return heard

    assert asyncio.run(story()) == ["cancelled", "cancelled"]


def test_a_failed_task_is_no_trouble_at_the_end() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    async def story() -> None:
        await end_tasks([asyncio.create_task(broken())])

    asyncio.run(story())
