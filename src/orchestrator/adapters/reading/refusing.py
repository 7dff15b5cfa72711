"""The errors for files that are refused. Each says the file's name and the reason in one sentence."""

from orchestrator.domain.errors import Invalid, TooLarge


def unreadable(name: str, reason: str) -> Invalid:
    """The error for a file that cannot be read; `reason` completes 'cannot be read: …'."""
    return Invalid("unreadable_document", f"'{name}' cannot be read: {reason}.", file=name, reason=reason)


def too_large(name: str, reason: str) -> TooLarge:
    """The error for a file that is too large; `reason` completes 'is too large: …'."""
    return TooLarge("too_large_document", f"'{name}' is too large: {reason}.", file=name, reason=reason)


def too_slow(name: str, reason: str) -> Invalid:
    """The error for a file that takes too long to read; `reason` completes 'takes too long to read: …'."""
    return Invalid("slow_document", f"'{name}' takes too long to read: {reason}.", file=name, reason=reason)


def needs_memory(name: str, memory_mb: int) -> TooLarge:
    """The error for a file whose reading needs more memory than it may use."""
    return too_large(name, f"reading it takes more than {memory_mb:,} MB of memory")
