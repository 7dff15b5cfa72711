"""The adapters of the services that agents can be reached by."""

from collections.abc import Mapping

from orchestrator.adapters.channels.discord.channel import DiscordChannel
from orchestrator.adapters.channels.slack.channel import SlackChannel
from orchestrator.adapters.channels.telegram.channel import TelegramChannel
from orchestrator.adapters.channels.twilio import TwilioChannel
from orchestrator.adapters.channels.webhook import WebhookChannel
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.ports.channels import Channel
from orchestrator.ports.notifying import WebhookSender
from orchestrator.settings import Settings


def make_channels(settings: Settings, sender: WebhookSender) -> Mapping[ChannelKind, Channel]:
    """One of each kind; none connects before it is used. Each is closed by whoever made them."""
    made: list[Channel] = [
        TelegramChannel(settings.telegram_api_base),
        SlackChannel(settings.slack_api_base),
        DiscordChannel(settings.discord_api_base),
        TwilioChannel(settings.twilio_api_base),
        WebhookChannel(sender),
    ]
    return {each.kind: each for each in made}
