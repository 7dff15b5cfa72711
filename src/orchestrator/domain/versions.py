"""The rule for edits of one thing by two people: whoever edits an outdated version is told so, and changes nothing."""

from orchestrator.domain.errors import Stale


def changed_meanwhile(version: int) -> Stale:
    """The error for an edit of a version that is not the newest. `version` is the newest, 0 where there is none."""
    return Stale(
        "changed_meanwhile", f"This was changed meanwhile; version {version} is the newest. Load it and try again.", version=version
    )
