"""Whole journeys over services of ours on the loopback, which speak the services' own interfaces: a server receives, its jobs work off
what came in, and the service sees what left."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orchestrator.settings import Settings
from support.api import Api, open_workshop
from support.servers.discord_server import DiscordServer, discord_server
from support.servers.messaging import MessagingServer, Posted, Sent
from support.servers.programs import serving_program
from support.servers.slack_server import SlackServer, slack_server
from support.servers.telegram_server import TelegramServer, telegram_server

NOVEL = "Would you ever teach a class on restoring antique violins?"
