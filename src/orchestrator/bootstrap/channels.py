"""The adapters of the services that agents can be reached by."""

from collections.abc import Mapping

from orchestrator.adapters.channels.deferred import DeferredChannel
from orchestrator.adapters.channels.letters import render_letter
from orchestrator.adapters.channels.plain import render_plain
from orchestrator.adapters.channels.twilio import TwilioChannel
from orchestrator.adapters.channels.webhook import WebhookChannel
from orchestrator.adapters.mail.channel.channel import EmailChannel
from orchestrator.adapters.mail.server_url import read_server
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.ports.channels import Channel
from orchestrator.ports.letters import LetterReader
from orchestrator.ports.notifying import WebhookSender
from orchestrator.settings import Settings


def make_channels(settings: Settings, sender: WebhookSender, mail: Channel) -> Mapping[ChannelKind, Channel]:
    """One of each kind, with the one for mail; none connects before it is used. Each is closed by whoever made them."""
    made: list[Channel] = [
        DeferredChannel(ChannelKind.telegram, lambda: _telegram(settings)),
        DeferredChannel(ChannelKind.slack, lambda: _slack(settings)),
        DeferredChannel(ChannelKind.discord, lambda: _discord(settings)),
        TwilioChannel(settings.twilio_api_base),
        WebhookChannel(sender),
        mail,
    ]
    return {each.kind: each for each in made}


def _telegram(settings: Settings) -> Channel:
    from orchestrator.adapters.channels.telegram.channel import TelegramChannel

    return TelegramChannel(settings.telegram_api_base)


def _slack(settings: Settings) -> Channel:
    from orchestrator.adapters.channels.slack.channel import SlackChannel

    return SlackChannel(settings.slack_api_base)


def _discord(settings: Settings) -> Channel:
    from orchestrator.adapters.channels.discord.channel import DiscordChannel

    return DiscordChannel(settings.discord_api_base)


def make_email(settings: Settings, reader: LetterReader) -> EmailChannel:
    """Channels that name no server for sending use the one of SMTP_URL. Raises Invalid `invalid_settings`."""
    house = read_server(settings.smtp_url.get_secret_value()) if settings.smtp_url is not None else None
    return EmailChannel(reader, (render_plain, render_letter), house, settings.allow_private_targets)
