"""The secret of a channel of the kind `webhook`, in the notation of Standard Webhooks."""

import base64


def spell_webhook_secret(inbound_secret: str) -> str:
    """`whsec_` and the base64 of the secret's own characters, as the owner's program and its libraries read it.

    Whoever shows the secret to the owner and whoever signs with it both use this.
    """
    return "whsec_" + base64.b64encode(inbound_secret.encode()).decode()
