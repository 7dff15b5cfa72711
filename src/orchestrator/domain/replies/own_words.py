"""The creator's own replies to small talk: lines of the persona such as "Greeting: Ahoy!"."""

import re

from orchestrator.domain.message.small_talk import SmallTalk

MAX_CHARACTERS = 300
"""Longer replies are cut."""
_NAMES = {
    SmallTalk.greeting: "greeting|hello|begrüßung|gruß|accueil|saludo|saluto|saudação|groet|hälsning|hilsen|powitanie|selamlama|salam|pozdrav|приветствие",
    SmallTalk.thanks: "thanks|thank you|dank|remerciement|gracias|grazie|obrigado|bedankt|tack|tak|takk|dziękuję|teşekkür|terima kasih|hvala|благодарность",
    SmallTalk.who_are_you: "who are you|introduction|vorstellung|présentation|presentación|presentazione|apresentação|voorstelling|presentation|przedstawienie",
    SmallTalk.farewell: "farewell|goodbye|abschied|adieu|au revoir|despedida|saluto finale|congedo|afscheid|avsked|farvel|pożegnanie|veda|perpisahan|rastanak|прощание",
}
_LINES = {
    kind: re.compile(rf"^[ \t>*_-]*(?:{names})[*_ \t]*:[*_ \t]*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE) for kind, names in _NAMES.items()
}


def own_words(kind: SmallTalk, persona: str) -> str:
    """The persona's reply to this kind of small talk, without quotation marks around it; '' where it has none.

    No other part of the persona is ever shown to an asker.
    """
    lines = _LINES.get(kind)
    line = lines.search(persona) if lines else None
    return line[1].strip("\"“”„«»'")[:MAX_CHARACTERS].strip() if line else ""
