"""The words of each mail, as parts that a mail in HTML and one in plain text are both made from."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestrator.domain.notifying.mail.digest import Digest
from orchestrator.domain.notifying.mail.news import NewsKind
from orchestrator.domain.notifying.mail.phrases import MailPhrases, phrases_in
from orchestrator.domain.notifying.texts import read_first_sentence

LONGEST_TEXT = 2_000
"""Characters of an answer that a mail shows at most; the conversation has the rest."""
LONGEST_LIST = 20
"""News that one mail tells at most."""
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Link:
    """An address to open, and what the link says."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a mail tells of."""

    title: str
    quote: str = ""
    """What the reader asked or somebody asked them; '' for none."""
    text: str = ""
    """The answer or message, in Markdown as it was written; '' for none."""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    language: str
    """ISO 639-1."""
    subject: str
    """One line."""
    lines: Sequence[str] = ()
    """Paragraphs at its beginning."""
    items: Sequence[Item] = ()
    button: Link | None = None
    small: Sequence[str] = ()
    """Paragraphs at its end, in small print."""
    unsubscribe: Link | None = None
    """Ends mails of this kind; None for mails about the account."""
    settings: Link | None = None
    """Where the person chooses what is mailed."""

    @property
    def is_right_to_left(self) -> bool:
        return self.language in RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class NewsContent:
    """What the text about one piece of news is made from."""

    kind: NewsKind
    agent: str
    """The agent's display name."""
    conversation_id: object
    question: str
    """The asker's own question; '' where there is none."""
    text: str
    """What came, or the reason of a refusal; '' for none."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every mail to a person needs."""

    language: str
    base_url: str
    """The address of this product, without a slash at its end."""
    unsubscribe_token: str = ""
    """'' for mails about the account."""
    guest_secret: str = ""
    """The secret of the link that opens a guest's conversation in any browser; '' for people with an account."""

    def link_to(self, conversation_id: object) -> str:
        """The address of a conversation."""
        if self.guest_secret:
            return f"{self.base_url}/open-thread/{self.guest_secret}/{conversation_id}"
        return f"{self.base_url}/messages/{conversation_id}"


def write_confirmation(frame: Frame, address: str, secret: str, handle: str = "") -> Letter:
    """Asks whether the address belongs to the person; `secret` is that of the link.

    A `handle` is shown where the link opens the account: somebody else may have signed up with the address too.
    """
    say = phrases_in(frame.language)
    button = Link(say.confirm_button, f"{frame.base_url}/confirm-email/{secret}")
    lines, items = [say.confirm_text.format(address=address)], [Item(f"@{handle}")] if handle else []
    return Letter(frame.language, say.confirm_subject, lines, items, button, [say.confirm_small])


def write_guest_confirmation(frame: Frame, agent: str, address: str, secret: str) -> Letter:
    """Asks whether an answer to a guest of the agent may be sent to the address."""
    say = phrases_in(frame.language)
    button = Link(say.confirm_button, f"{frame.base_url}/confirm-email/{secret}")
    line = say.guest_text.format(agent=" ".join(agent.split()), address=address)
    return Letter(frame.language, say.confirm_subject, [line], button=button, small=[say.confirm_small])


def write_guest_return(frame: Frame, agent: str, conversation_id: object) -> Letter:
    """A new link that opens a guest's conversation."""
    say = phrases_in(frame.language)
    agent = " ".join(agent.split())
    button = Link(say.open_thread, frame.link_to(conversation_id))
    return Letter(
        frame.language, f"{agent}: {say.open_thread}", [say.return_text.format(agent=agent)], button=button, small=[say.return_small]
    )


def write_taken(frame: Frame, address: str) -> Letter:
    """Tells somebody that their address was named as a new one, though they have an account with it."""
    say = phrases_in(frame.language)
    button = Link(say.reset_button, f"{frame.base_url}/forgot-password")
    return Letter(frame.language, say.taken_subject, [say.taken_text.format(address=address)], button=button)


def write_new_address(frame: Frame, address: str, secret: str) -> Letter:
    """Asks whether the new address of an account belongs to the person."""
    say = phrases_in(frame.language)
    button = Link(say.confirm_button, f"{frame.base_url}/new-address/{secret}")
    return Letter(frame.language, say.confirm_subject, [say.change_text.format(address=address)], button=button, small=[say.confirm_small])


def write_address_changed(frame: Frame, address: str, secret: str) -> Letter:
    """Tells the earlier address that the account has the given one now; the link undoes that."""
    say = phrases_in(frame.language)
    button = Link(say.changed_button, f"{frame.base_url}/undo-address/{secret}")
    return Letter(frame.language, say.changed_subject, [say.changed_text.format(address=address)], button=button, small=[say.changed_small])


def write_password_reset(frame: Frame, secret: str) -> Letter:
    """The link by which a new password is chosen."""
    say = phrases_in(frame.language)
    button = Link(say.reset_button, f"{frame.base_url}/reset-password/{secret}")
    return Letter(frame.language, say.reset_subject, [say.reset_text], button=button, small=[say.reset_small])


def write_invitation(frame: Frame, agent: str, person: str, is_owner: bool, secret: str) -> Letter:
    """Invites somebody into an agent's team, or to be its owner from now on; `person` is who invites."""
    say = phrases_in(frame.language)
    names = {"agent": " ".join(agent.split()), "person": " ".join(person.split())}
    subject, told = (say.owner_subject, say.owner_text) if is_owner else (say.invite_subject, say.invite_text)
    button = Link(say.invite_button, f"{frame.base_url}/join-team/{secret}")
    return Letter(frame.language, subject.format(**names), [told.format(**names)], button=button, small=[say.invite_small])


def write_news(frame: Frame, news: Sequence[NewsContent]) -> Letter:
    """Tells of what came, oldest first; `news` is not empty."""
    say = phrases_in(frame.language)
    items = [_write_item(say, frame, each) for each in news[:LONGEST_LIST]]
    subject = items[0].title if len(news) == 1 else say.news_subject.format(count=len(news))
    small = [say.more.format(count=len(news) - LONGEST_LIST)] if len(news) > LONGEST_LIST else []
    return _with_ways_out(say, frame, Letter(frame.language, subject, items=items, small=[*small, say.news_why]))


def write_digest(frame: Frame, digest: Digest) -> Letter:
    """The summary of the questions that wait for a creator."""
    say = phrases_in(frame.language)
    subject = say.digest_subject.format(answers=digest.answers, people=digest.people)
    items = [
        Item(
            each.agent + " · " + say.digest_people.format(count=each.people),
            read_first_sentence(each.question),
            link=Link(say.digest_answer, f"{frame.base_url}/messages/escalations/{each.id}"),
        )
        for each in digest.listed
    ]
    more = [say.more.format(count=digest.more)] if digest.more else []
    button = Link(say.digest_button, f"{frame.base_url}/messages/escalations")
    lines = [say.digest_text.format(answers=digest.answers, people=digest.people)]
    letter = Letter(frame.language, subject, lines, items, button, [*more, say.digest_why])
    return _with_ways_out(say, frame, letter)


def write_erased(language: str) -> Letter:
    """The last mail, to the address of an account that was erased."""
    say = phrases_in(language)
    return Letter(language, say.erased_subject, [say.erased_text])


def write_test(language: str) -> Letter:
    """What an operator sends to see whether mail works."""
    say = phrases_in(language)
    return Letter(language, say.test_subject, [say.test_text])


def _write_item(say: MailPhrases, frame: Frame, each: NewsContent) -> Item:
    title = say.news_of(each.kind).format(agent=" ".join(each.agent.split()))
    quote = read_first_sentence(each.question) if each.question else ""
    link = Link(say.open_thread, frame.link_to(each.conversation_id))
    return Item(title, quote, _cut(each.text.strip()), link)


def _with_ways_out(say: MailPhrases, frame: Frame, letter: Letter) -> Letter:
    return Letter(
        letter.language, letter.subject, letter.lines, letter.items, letter.button, letter.small,
        Link(say.unsubscribe, f"{frame.base_url}/unsubscribe/{frame.unsubscribe_token}"),
        Link(say.settings, f"{frame.base_url}/settings") if not frame.guest_secret else None,
    )  # fmt: skip


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rstrip() + "…"
