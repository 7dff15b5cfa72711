"""Everything outside the program that a use case may touch, as ports."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestrator.domain.accounts.limits import PasswordLimits, PersonLimits
from orchestrator.domain.channels.kinds import ChannelKind
from orchestrator.domain.matching.looks.calibration import Calibration
from orchestrator.domain.payments.moves import Way
from orchestrator.domain.routing.result import Routing
from orchestrator.domain.safety.word_forms import WordForms
from orchestrator.engine.in_flight import MessagesInFlight
from orchestrator.engine.password_hashing import PasswordHashing
from orchestrator.engine.turns import Turns
from orchestrator.ports.channels import Channel, PulledChannel
from orchestrator.ports.database import Database
from orchestrator.ports.identities import IdentityProviders, SignedIdentities
from orchestrator.ports.incoming_mail import IncomingMailbox
from orchestrator.ports.live import LiveEvents
from orchestrator.ports.mail import Mailer
from orchestrator.ports.models import ChatModel, Embedder, Generator, Moderator
from orchestrator.ports.notifying import Notifier, WebhookSender
from orchestrator.ports.papers import PaperWriter
from orchestrator.ports.payments import PaymentProvider
from orchestrator.ports.pictures import PictureReader
from orchestrator.ports.reading import DocumentReader
from orchestrator.ports.sources import SourceReader, WebFetcher
from orchestrator.ports.system import Chance, Clock
from orchestrator.ports.tables import TableReader


@dataclass(frozen=True, slots=True)
class Services:
    """What use cases may touch outside the program."""

    database: Database
    embedder: Embedder
    generator: Generator
    reader: DocumentReader
    calibration: Calibration
    """The calibration of `embedder`."""
    live: LiveEvents
    clock: Clock
    chance: Chance
    notifier: Notifier
    webhooks: WebhookSender
    mailer: Mailer
    word_forms: WordForms
    """Languages, stems and word boundaries, by which the language is told and blocked topics are found."""
    tables: TableReader
    identity_providers: IdentityProviders
    pictures: PictureReader
    papers: PaperWriter
    signed_identities: SignedIdentities
    fetcher: WebFetcher
    source_reader: SourceReader
    channels: Mapping[ChannelKind, Channel] = field(default_factory=dict)
    """The adapters of the services that agents can be reached by."""
    payments: Mapping[Way, PaymentProvider] = field(default_factory=dict)
    """The providers that take money; empty where none is set."""
    payments_by_hand: bool = False
    """Whether creators may also take money by hand."""
    mailboxes: Mapping[ChannelKind, PulledChannel] = field(default_factory=dict)
    """Those of them that post nothing, and whose mailboxes are looked at."""
    incoming: IncomingMailbox | None = None
    """The mailbox that mails come back to; None where none is set."""
    public_url: str | None = None
    """The address of this product for links in notifications; None leaves links out."""
    links_url: str = "http://127.0.0.1:8000"
    """The address that links in mails lead to: `public_url`, or where this machine serves."""
    confirms_sign_ups: bool = False
    """Whether a new account waits for the link in its mail; only where mail reaches people."""
    reserved_handles: frozenset[str] = frozenset()
    """Handles that nobody may choose: addresses of the app, and names of those who run it."""
    guests_kept_days: int = 30
    """Days after which a guest who was not seen is erased, >= 1."""
    burst_wait_s: float = 0.0
    """Seconds that a message that seems unfinished waits for the rest of its burst, in [0, 10]."""
    in_flight: MessagesInFlight[Routing] = field(default_factory=MessagesInFlight)
    copies: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    """Copies of people's data that this process makes at once."""
    turns: Turns = field(default_factory=Turns)
    passwords: PasswordHashing = field(default_factory=PasswordHashing)
    password_limits: PasswordLimits = field(default_factory=PasswordLimits)
    person_limits: PersonLimits = field(default_factory=PersonLimits)
    multilingual: Embedder | None = None
    """The second embedder, for questions that are not all in English; None where it is switched off."""
    large: Embedder | None = None
    """The larger embedder, for questions in English where the first one is in doubt; None where it is not in use."""
    chat: ChatModel | None = None
    """None where no chat model is configured; `generator` quotes passages then."""
    moderator: Moderator | None = None
    """None where no moderation model is configured; only the built-in rules refuse messages then."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """How money can come here; () where nothing about money is shown."""
        return (*self.payments, Way.by_hand) if self.payments_by_hand else tuple(self.payments)
