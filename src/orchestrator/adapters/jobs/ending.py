"""Ending tasks whose cancellation may be lost."""

import asyncio
from collections.abc import Collection

PUT_BACK_S = 2.0
"""How long a worker has to put jobs back into the queue that did not end in the grace period."""


async def end_tasks(tasks: Collection["asyncio.Task[None]"], patience_s: float) -> None:
    """Cancels the tasks, repeatedly until all have ended.

    Python 3.11 can lose a cancellation that arrives at the very end of a wait with a time limit.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=patience_s)
    await asyncio.gather(*tasks, return_exceptions=True)


def is_cancelled() -> bool:
    """Whether the current task was told to end, even where the cancellation itself was lost."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
