"""Questions on their way to the creator: accept, answer, decline, defer, expire, the inbox."""
