"""Services in which people write to an agent: each adapter reads one service's notation and sends in it.

An adapter knows nothing of conversations and keeps nothing but its connections.
"""
