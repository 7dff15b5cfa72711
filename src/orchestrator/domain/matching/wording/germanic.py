"""German and Dutch openings that ask the same, brought into the form that `languages` knows. Folded, with 'ae' for 'ä'."""

import re
from collections.abc import Mapping

from orchestrator.domain.matching.wording.frames import Frame, frames

_DAYS_DE = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|wochenende"
_DAYS_NL = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|weekend"
_ASK_DE = "wie(?: (?:viele?|lange|oft|weit|gross)(?: \\S+)?)?|wo|wann|was|welche[nrsm]?(?: \\S+)?|ab wann|bis wann|um wie viel uhr"
_TOLD_DE = (
    r"^(?:(?:kannst|koenntest|kann|koennte|koennt|koenntet) (?:du|ihr) (?:mir|uns) (?:bitte )?(?:sagen|erklaeren|zeigen)"
    r"|(?:sag|sagt|erklaer|erklaert|zeig|zeigt) (?:mir|uns)(?: bitte)?|weisst du|wisst ihr"
    r"|ich (?:wuerde|moechte|wollte) (?:gerne? )?(?:wissen|fragen)|ich frage mich|mich wuerde interessieren) "
)

_STRONG = {
    "habt": "hast", "seid": "bist", "koennt": "kannst", "nehmt": "nimmst", "gebt": "gibst", "helft": "hilfst", "fahrt": "faehrst",
    "lasst": "laesst", "lest": "liest", "seht": "siehst", "sprecht": "sprichst", "empfehlt": "empfiehlst", "werdet": "wirst",
    "wisst": "weisst", "duerft": "darfst", "wollt": "willst", "muesst": "musst", "sollt": "sollst",
}  # fmt: skip
_PLURAL = re.compile(rf"^((?:{_ASK_DE}|warum) )?(\S{{2,}}?t) ihr\b")
_SEVERAL = re.compile(r"\beur(e[mnrs]?)\b|\beuer\b")

FRAMES: Mapping[str, tuple[Frame, ...]] = {
    "de": frames(
        (r"\bwieviele?\b", "wie viele"),
        (r"\bwie viel (?=\S+ (?:kann|darf|soll|muss|brauche))", "wie viele "),
        (rf"{_TOLD_DE}(wie|wo) (?:ich|man|wir) (.+en) (?:kann|koennte|soll|sollte|muss|koennen|sollen)$", r"\1 kann ich \2"),
        (rf"{_TOLD_DE}(wie|wo) (?:ich|wir) (.+?e)n?$", r"\1 kann ich \2n"),
        (rf"{_TOLD_DE}ob (?:ich|man|wir) (.+en) (?:kann|darf|koennte|koennen|duerfen)$", r"darf ich \1"),
        (rf"{_TOLD_DE}ob (?:ich|man|wir) (.+en) (?:muss|muessen)$", r"muss ich \1"),
        (rf"{_TOLD_DE}was (.+?) (kostet|kosten)$", r"was \2 \1"),
        (rf"{_TOLD_DE}(warum|wieso|weshalb|wann|wo) (.+) (ist|sind|hat|haben|beginnt|anfaengt)$", r"\1 \3 \2"),
        (r"^was (?:muss|kann|soll|sollte) (?:ich|man) (?:tun|machen) um (.+) zu (\S+en)$", r"wie kann ich \1 \2"),
        (r"^(?:auf welche weise|auf welchem weg|wie genau) ", "wie "),
        (r"^(?:aus welchem grund|warum nur|wie kommt es dass|woran liegt es dass) ", "warum "),
        # At whose place it is, where the question is put to whoever owns the place
        (r"\b(?:kann|darf|muss|koennte|koennen|duerfen|muessen) (ich|man|wir) (?:bei (?:euch|dir|ihnen)|hier) ", r"kann \1 "),
        (rf"^((?:{_ASK_DE}) (?:\S+ ){{0,3}}?)(?:darf|kann|koennte|duerfte|koennen|duerfen) (?:ich|man|wir)\b", r"\1kann ich"),
        (r"^(?:benoetige|brauche|benoetigt|braucht) (?:ich|man) ", "brauche ich "),
        (r"^(?:bietet ihr|bietest du|fuehrt ihr|fuehrst du) (.+?)(?: an)?$", r"gibt es \1"),
        (r"^(?:habt ihr|hast du|gibt es) (?:auch|vielleicht) ", "gibt es "),
        (r"^(?:habt ihr|hast du) (.+) (?:im verkauf|zu verkaufen)$", r"verkaufst du \1"),
        # What is open
        (r"^(.*\b)(?:ist|hat) (.+) (?:offen|geoeffnet|auf)$", r"\1hat \2 geoeffnet"),
        (r"^(.*\b)(?:seid ihr|habt ihr|bist du|hast du) (.*)(?:offen|geoeffnet|auf)$", r"\1hast du \2geoeffnet"),
        (r"^was (kostet|kosten) (?:eine?n?|der|die|das|den) ", r"was \1 "),
        (r"^(?:wie teuer|wie viele?) (ist|sind|kostet|kosten) (?:eine?|der|die|das) ", r"was kostet "),
        (r"^wie teuer (?:ist|sind) ", "was kostet "),
        (rf"\b(?:am|an den) ({_DAYS_DE})(?:e[ns]?|s)?\b", r"\1"),
        (rf"\b({_DAYS_DE})s\b", r"\1"),
    ),
    "nl": frames(
        (r"^(?:kun|kan|kunnen|kunt) (?:je|jij|jullie|u) (?:mij|me|ons) (?:misschien )?(?:vertellen|zeggen|uitleggen) (hoe|waar|wanneer) (?:ik|we) (.+) (?:kan|moet|kunnen)$", r"\1 kan ik \2"),
        (r"^(?:op welke manier|hoe precies) ", "hoe "),
        (r"^(?:hoezo|om welke reden) ", "waarom "),
        (r"^(?:kun|kan) (?:je|men) (?:bij jullie|hier|bij je|bij u) ", "kan ik "),
        (r"\b(?:bij jullie|bij u) ", ""),
        (r"^is het (?:mogelijk|toegestaan) om (.+) te (\S+en)$", r"kan ik \1 \2"),
        (r"^is het (?:nodig|verplicht) om (.+) te (\S+en)$", r"moet ik \1 \2"),
        (r"^(?:heb ik|is er) (.+) nodig$", r"heb ik \1 nodig"),
        (r"^(?:heb je|hebben jullie|heeft u|heb jij) (.+) te koop$", r"verkopen jullie \1"),
        (r"^(?:bieden jullie|bied je|biedt u) (.+) aan$", r"is er \1"),
        (r"^hoeveel (?:is|zijn) (?:de |het |een )?(?=\S)", "wat kost "),
        (r"^hoe duur (?:is|zijn) ", "wat kost "),
        (r"^hoe lang duurt het (?:voordat|tot|totdat) ", "hoe lang duurt voordat "),
        (rf"\bop ({_DAYS_NL})(?:en)?\b", r"\1"),
        (r"\b(?:in het|het) (weekend)\b", r"\1"),
        (rf"\b({_DAYS_NL})s\b", r"\1"),
    ),
}  # fmt: skip


def addressed_as_one(line: str) -> str:
    """'Verkauft ihr …' as 'verkaufst du …', and 'euer' as 'dein'."""
    line = _SEVERAL.sub(lambda found: "dein" + (found[1] or ""), line)
    found = _PLURAL.match(line)
    if found is None:
        return line
    verb = found[2]
    stem = verb[:-1]
    plain = _STRONG.get(verb) or (stem + "t" if stem.endswith(("s", "z", "x")) else stem + "st")
    return f"{found[1] or ''}{plain} du{line[found.end() :]}"
