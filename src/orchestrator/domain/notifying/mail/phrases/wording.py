"""The sentences of mails as they are worded in one language."""

from dataclasses import dataclass

from orchestrator.domain.notifying.mail.news import NewsKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPhrases:
    """The phrases of one language. Names in braces are filled in; they are the same in all languages. Numbers stand after
    a colon, so that no noun has to agree with them."""

    answered: str
    declined: str
    expired: str
    corrected: str
    wrote: str
    paid: str
    given_back: str
    news_subject: str
    """Of a mail that tells of several news."""
    open_thread: str
    more: str
    news_why: str
    digest_subject: str
    digest_text: str
    digest_people: str
    digest_answer: str
    digest_button: str
    digest_why: str
    unsubscribe: str
    settings: str
    confirm_subject: str
    confirm_text: str
    confirm_button: str
    confirm_small: str
    reset_subject: str
    reset_text: str
    reset_button: str
    reset_small: str
    taken_subject: str
    """Of the mail to somebody whose address was used to sign up again; the others with `taken_` too."""
    taken_text: str
    change_text: str
    """Asks whether a new address of an account is the person's own."""
    changed_subject: str
    """Of the notice to the old address; the others with `changed_` too."""
    changed_text: str
    changed_button: str
    changed_small: str
    guest_text: str
    """Asks whether the address that a guest left for an answer is theirs."""
    return_text: str
    """Of the mail with a new link to a guest's conversation."""
    return_small: str
    erased_subject: str
    """Of the last mail, to the address of an account that was erased."""
    erased_text: str
    invite_subject: str
    """Of the invitation into a team; the others with `invite_` too."""
    invite_text: str
    owner_subject: str
    """Of the invitation to take an agent over."""
    owner_text: str
    invite_button: str
    invite_small: str
    test_subject: str
    test_text: str

    def news_of(self, kind: NewsKind) -> str:
        """What is said of news of this kind."""
        return {
            NewsKind.answered: self.answered,
            NewsKind.declined: self.declined,
            NewsKind.expired: self.expired,
            NewsKind.corrected: self.corrected,
            NewsKind.wrote: self.wrote,
            NewsKind.paid: self.paid,
            NewsKind.given_back: self.given_back,
        }[kind]
