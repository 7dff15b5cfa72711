"""English questions with what opens them, or is set before them, in the form that `english` knows.

Each frame holds for any words in its gaps: it moves an auxiliary, leaves out an opening that only asks to be told, or writes
one modal for another that asks the same. None touches a verb of content, a noun or a number.
"""

import re

from orchestrator.domain.matching.wording.frames import MAX_CHARACTERS, frames, reframed

_BE = "is|are|was|were"
_AUXILIARY = rf"{_BE}|do|does|did|can|could|will|would|should|must|may|has|have|am"
_ASKED = (
    r"how(?: (?:long|much|often|many(?: \S+)?|far|soon|big|old|early|late|large|heavy))?"
    r"|what(?: (?:time|size|day|colou?r|kind of \S+|sort of \S+))?|when|where|why|which(?: \S+)?|who"
)
_TOLD = (
    r"(?:tell (?:me|us)|let (?:me|us) know|explain(?: to (?:me|us))?|show (?:me|us)|confirm|say)",
    r"(?:know|ask|find out|hear|understand)",
)
_LIKE = r"(?:(?:want|wanted|need|wish|am trying|would (?:like|love)) to)"
_TIMES = "day|week|month|year|hour|night|minute|session|lesson|class"
_ASKING = "is|are|do|does|did|can|could|will|would|should|must|may"
_OPENER = rf"(?:how|what|where|which|why|who|(?:{_ASKING}) (?:i|you|we|there|it|the|my|your|a|an)) .+"

_BEFORE = frames(
    # What is set before the question comes after it
    (
        rf"^((?:if|after|before|while|because|since|as|when) (?!(?:{_AUXILIARY}|to|what|which|how|is) )(?:\S+ ){{1,8}}?)({_OPENER})$",
        r"\2 \1",
    ),
    (rf"^((?:on|in|at|for|with|during|without|from) (?!(?:what|which|how|where|whom|who|whose) )(?:\S+ ){{1,5}}?)({_OPENER})$", r"\2 \1"),
    # What somebody wants to do, and then asks how
    (r"^i (?:want|would like|need|am trying) to (.+?) (?:but )?(?:how (?:do|can|should|would) i (?:do (?:that|this|it)|go about (?:that|this|it))|what do i (?:have|need) to do)$", r"how do i \1"),
    (r"^(?:can|could) you (?:please )?help me (?:to )?(?!with |out)(?=\S+ )", "how do i "),
    (r"^i need (?:some )?help (?:with )?(?=\S{2,}ing )", "how do i +"),
    (r"^how (?:do|can|should|would) i go about (?=\S{2,}ing )", "how do i +"),
    (r"^(?:what is |what would be )?(?:the )?(?:best|easiest|simplest|right|correct|proper) way to ", "how do i "),
    (r"^(?:(?:is there )?any (?:chance|way|possibility)) (?:that )?(?:i (?:can|could)|to) ", "can i "),
    (r"^any (?!idea |chance |way |possibility )(?=\S)", "is there any "),
    # A preposition before the question word
    (r"^for how long ", "how long "),
    (r"^at what time ", "what time "),
    (r"^(in|at|on|from|for|with|to|by) ((?:what|which|where|whom|who|how many|how much) .+)$", r"\2 \1"),
    # Openings that only ask to be told
    (rf"^(?:(?:please )?help(?: me)? |i (?:can|could) not (?:figure|find|work) out |i (?:do|did) not (?:know|understand|get) |i have no idea |no idea |i am (?:struggling|trying) to (?:figure out|find out|understand|work out) )(?=(?:{_ASKED}) )", "told "),
    (r"^(?:why is it that|what is (?:the )?reason (?:that|why|for)|for what reason) (?=(?:the|my|your|our|i|you) )", "told why "),
    (rf"^(?:(?:can|could|would|will) (?:you|someone|somebody|anyone|anybody) )?{_TOLD[0]} (?=(?:{_ASKED}|if|whether) )", "told "),
    (rf"^(?:just )?(?:i )?(?:just )?{_LIKE} {_TOLD[1]} (?=(?:{_ASKED}|if|whether) )", "told "),
    (rf"^(?:can|could|may|might) i {_TOLD[1]} (?=(?:{_ASKED}|if|whether) )", "told "),
    (r"^(?:do you (?:happen to )?know|(?:do you have )?any idea|(?:i )?(?:was |am |were )?(?:just )?wondering|i wonder) (?:if|whether) ", "told if "),
    (rf"^(?:i )?(?:am |was )?(?:just )?(?:wondering|curious|not sure|asking) (?=(?:{_ASKED}|if|whether) )", "told "),
    (r"^how come ", "told why "),
    # A question within a sentence has its subject before the verb
    (r"^told (?:if|whether) ((?:i|we|you|they|it|there|one)) ((?:is|are|am|can|could|will|would|should|must|may|has|have(?! to))) ", r"\2 \1 "),
    (r"^told (?:if|whether) (i|we|you|they) (?=\S)", r"do \1 "),
    (rf"^told (?:if|whether) ((?:\S+ ){{1,4}}?)({_BE}|can|could|will|would|should|must|may) ", r"\2 \1"),
    (rf"^told ({_ASKED}) (i|we|you|they|it) (am|{_BE}|can|could|will|would|should|must|may) ", r"\1 \3 \2 "),
    (rf"^told ({_ASKED}) (you|they) (?!(?:{_AUXILIARY}) )(?=\S)", r"\1 do \2 "),
    (rf"^told (why|how|when|where|how long|how much|how often|what time) ((?:the|my|your|our|this) (?:\S+ ){{1,3}}?)({_BE}|can|could|will|would|should|must|has|have) ", r"\1 \3 \2"),
    (r"^told (?=why i )why i ", "why do i "),
    (r"^told (when|what time) (.{1,60}?) (open|close)s?\b", r"\1 does \2 \3"),
)  # fmt: skip

_STATIVE = (
    "get|pay|receive|earn|owe|have|see|need|want|know|like|learn|win|lose|gain|save|miss|become|find|hear|feel|weigh|own|spend|think|"
    "believe|mean|look|seem|sound|remember|understand|lack|deserve|qualify|count|cost|live|belong|go|come|reach|say|call|expect|allow"
)
"""Verbs of what is so or befalls somebody: what I get is not what I should get. With any other, what I do is asked as advice."""
_THINGS = rf"(?!(?:i|you|we|it|they|there|{_AUXILIARY}) )(?:\S+ ){{1,5}}?"

_AFTER = frames(
    # Whether it may be done
    (r"^(?:would i be|will i be) (?:able|allowed) to ", "may i "),
    (r"^(?:is|would) it (?:be )?(?:ok|okay|alright|all right|fine|possible|allowed|permitted) (?:for (?:me|us) )?(?=\S{2,}ing\b)", "may i +"),
    (r"^is it (?:ok|okay|alright|all right|fine) (?:when|if) (?:i|we) ", "may i "),
    (rf"^(?:is|are) ({_THINGS})(?:allowed|permitted) to ", r"can \1"),
    (r"^((?:how \S+ |when |where |what |which \S+ )?)(?:could|may|might) (?!(?:i|we|you|one|it) )(?=\S)", r"\1can "),
    (r"^could you (?=\S)", "can you "),
    (r"^are you able to ", "can you "),
    (r"\b(?:do|would|can|could) you (?:recommend|suggest|advise)\b", "do you recommend"),
    # What is needed
    (r"^(?:will|would) i (?:need|require) ", "do i need "),
    (r"^(?:is|are) (?!it )((?:\S+ ){1,4}?)(?:needed|required|necessary) (?=(?:for|to|if|when|in|on|at) )", r"do i need \1"),
    (r"^(?:is|are) (?!it )((?:\S+ ){1,4}?)(?:needed|required|necessary)$", r"do i need \1"),
    (r"^((?:what|which|how much|how many) (?:\S+ ){1,3}?)(?:is|are) (?:needed|required|necessary) (?=(?:for|to) )", r"\1do i need "),
    (r"^((?:how much|how many) (?:\S+ ){1,4}?)(?:do|will|would) i need (?=for )", r"\1"),
    # What one does, asked as advice
    (rf"^((?:what|which|how (?:often|long|much|many|hot|early|soon|big|deep|high|thick|thin|warm|far)) (?:\S+ ){{0,4}}?)do i (?!(?:{_STATIVE}|not)\b)", r"\1should i "),
    (r"^do i need (?:to have |any )", "do i need "),
    (r"^(?:can|could|would|will) you (?=(?:ship|deliver|accept|repair|fix|mend) )", "do you "),
    (r"^((?:what|which|how|where)\b.{0,60}?) are you (?=(?:using|selling|offering|recommending|accepting|shipping|delivering)\b)", r"\1 do you +"),
    (r"\bwith no (?=\S)", "without "),
    (r"\bwithout any (?=\S)", "without "),
    (r"\b(?:prevent|stop) (.{1,60}?) from (?=\S{2,}ing\b)", r"stop \1 "),
    (r"\bkeep (.{1,60}?) from (?=\S{2,}ing\b)", r"stop \1 "),
    (r"\b(bring|take) along\b", r"\1"),
    (r"\b(?:get (?:in touch with|hold of|a hold of)|reach out to)\b", "contact"),
    (r"^what is (?:the )?(\S+) of (your|the|my) (\S+)$", r"what is \2 \3's \1"),
    (r"^how much for (?=(?:a|an|the|one|\d+) )", "how much is "),
    (r"^(?:the )?(?:price|cost) (?:of|for) ", "how much is "),
    # Time
    (r"^(how (?:long|much|often|soon)|when|what time) (.*?)\b(?:usually|normally|typically|generally) ", r"\1 \2"),
    (r"^how much time (?=(?:do|does|will|should|would|is|did) )", "how long "),
    (r"^(when|where) will (.{1,60}) be$", r"\1 is \2"),
    (r"^when (?:do|does|is|are|will) (.{1,60}?) (?:take place|happen|be held|being held|held)$", r"when is \1"),
    (r"^(?:what is (?:the )?date of|(?:what|which) (?:day|date) is) ", "when is "),
    (r"\b(?:until|till|til)\b", "until"),
    (r"^how long (?:does|will|would) it take (?:for it )?until ", "how long until "),
    (r"^how long is it until ", "how long until "),
    (r"^(when|what time|how soon) (?:is|are) ((?:\S+ ){1,4}?)going to ", r"\1 does \2"),
    (r"^(when|what time|how soon|how much|how long) will i (?!be\b)", r"\1 do i "),
    (r"^(when|what time|how soon|how much|how long) will (?!.* be\b)", r"\1 does "),
    (r"^what time (?=.*\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?)\b)", "when "),
    (r"^what time (?=(?:do|does|is|are) .{1,60} (?:open|close)$)", "when "),
    (rf"(?<=times|.once|twice|hours|.much) (?:a|each|every) (?={_TIMES})", " per "),
    (r"\b(?:during|in) (?:the )?(?=(?:spring|summer|autumn|winter|week|day|night|holidays)\b)", "in "),
    (r"\bat (?=(?:the )?weekends?\b)", "on "),
    # How one finds out, and where it is
    (r"^(how to |how can i |how do i )(?:tell|know|find out|work out|figure out) (?=(?:what|which|if|whether|when|that|where|how) )", r"\1know "),
    (r"^where (?:(?:can|could|do|would|should) i|to) (?:find|locate|see) (?=.+ (?:on|in|inside|under) )", "where is "),
    (r"^where (?:(?:can|could|do|would|should) i|to) (?:get|buy|purchase) (?!(?:off|on|in|out|to|into|from|help|rid|back)\b)", "where can i buy "),
    (r"\b(?:switch|change|swap|move) from\b", "switch from"),
    (r"^((?:when|what time|how soon) (?:do|does|will) i )receive ", r"\1get "),
    (r"\bpick up$", "collect"),
    (r"\bready to pick up\b", "ready to collect"),
    # Whom and what it is about
    (r"\b(?:a person|somebody|some one) (?=who )", "someone "),
    (r"\bsomebody\b", "someone"),
    (r"\banybody\b", "anyone"),
    (r"^(which|what) (\S+(?: \S+)?) of yours ", r"\1 of your \2 "),
    (r"\b(my|your|our) own (?=\S)", r"\1 "),
    (r"^you (?:guys )?(?=(?:sell|offer|have|ship|deliver|accept|take|buy|rent|repair|teach|make) )", "do you "),
    (r"^(do you (?:sell|offer|ship|accept|take|buy|rent|repair|teach|make|use|stock)) any ", r"\1 "),
    (r"^what (?:happens|should i do|do i do) when ", "what happens if "),
    # Why it does not
    (r"^why will ((?:\S+ ){0,5}?)not ", r"why does \1not "),
    (r"^why am i (?:not able|unable) to ", "why can not i "),
)  # fmt: skip

_LAST = frames(
    (r"^(why|when|where|how|how (?:long|often|much)|what(?: time)?) (?:do|does) (?!(?:i|we|you|one|not) )(?=\S)", r"\1 "),
)

_IDLE = frozenset("actually exactly possibly perhaps maybe approximately roughly basically specifically".split())
"""Adverbs of manners: the same is asked without them."""
_SHORT = {
    "u": "you", "ur": "your", "r": "are", "thru": "through", "im": "i am", "ive": "i have", "youre": "you are",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "cuz": "because", "bc": "because",
}  # fmt: skip
"""As people type on a phone."""
_GUYS = re.compile(r"\byou (?:guys|folks)\b|\by'all\b")
_NOT = re.compile(r"^(?:do|does|did|is|are|was|were|has|have|had|could|should|would)nt$")


def type_out(words: list[str]) -> list[str]:
    """Words of a text message in full, without adverbs that are manners: 'u' as 'you', 'doesnt' as 'does not'."""
    full = [word.removesuffix("nt") + " not" if _NOT.match(word) else _SHORT.get(word, word) for word in words if word not in _IDLE]
    return " ".join(full or words).split()


def opened(line: str) -> str:
    """The line with its opening as `english` knows it. Total; long lines stay as they are."""
    if len(line) > MAX_CHARACTERS:
        return line
    return reframed(reframed(_GUYS.sub("you", line), _BEFORE).rstrip(), _AFTER)


def without_do(line: str) -> str:
    """'Why does my dough stick' as 'why my dough stick', as it is within a sentence: 'tell me why my dough sticks'."""
    return reframed(line, _LAST)


def with_perfect(line: str, mark: str, changes: frozenset[str]) -> str:
    """'Why has my bowl cracked' as 'why did my bowl +cracked', where `changes` are the words of it that are forms of a verb."""
    found = re.match(r"^why (?:has|have) (.+)$", line)
    if found is None:
        return line
    words = found[1].split()
    for at, word in enumerate(words[1:], start=1):
        if word in changes:
            return " ".join(["why did", *words[:at], mark + word, *words[at + 1 :]])
    return line


def with_one_not(line: str) -> str:
    """'Why does my app not open' as 'why does not my app open': there is one of it, and it is said of the verb."""
    words = line.split()
    if words[:1] != ["why"] or words.count("not") != 1:
        return line
    return " ".join(["why", "not", *(word for word in words[1:] if word != "not")])
