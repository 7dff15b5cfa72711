"""Services in which people write to an agent: each file reads one service's notation and sends in it.

An adapter knows nothing of conversations and keeps nothing but its connections. What its service says of errors is
mapped in `outcomes`, Markdown is rendered in `markup`.
"""
