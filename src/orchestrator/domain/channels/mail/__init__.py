"""Mail as a channel: which thread a mail belongs to, who may have written it, and whether a machine did."""
