"""The creator's own words for small talk, where the persona gives them: a line each, as in "Greeting: Ahoy!"."""

import re

from orchestrator.domain.message.small_talk import SmallTalk

LONGEST = 300
"""Characters of such a line that are said."""
_NAMES = {
    SmallTalk.greeting: "greeting|hello|begrüßung|gruß|accueil|saludo|saluto|saudação|groet|hälsning|hilsen|powitanie|selamlama|salam|pozdrav|приветствие",
    SmallTalk.thanks: "thanks|thank you|dank|remerciement|gracias|grazie|obrigado|bedankt|tack|tak|takk|dziękuję|teşekkür|terima kasih|hvala|благодарность",
    SmallTalk.farewell: "farewell|goodbye|abschied|adieu|au revoir|despedida|saluto finale|congedo|afscheid|avsked|farvel|pożegnanie|veda|perpisahan|rastanak|прощание",
}
_LINES = {
    kind: re.compile(rf"^[ \t>*_-]*(?:{names})[*_ \t]*:[*_ \t]*(\S.*?)\s*$", re.IGNORECASE | re.MULTILINE) for kind, names in _NAMES.items()
}


def own_words(kind: SmallTalk, persona: str) -> str:
    """What the persona says to say, without outer quotes; '' where it does not. Of the persona only such lines are ever said."""
    found = _LINES[kind].search(persona)
    return found[1].strip("\"“”„«»'")[:LONGEST].strip() if found else ""
