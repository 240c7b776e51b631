"""One form for what is written in several ways: accents, British and American spelling, spans of years, WHO and us.

The forms are compared and never shown; the rules are of English and of no one article.

>>> one_form("organisation"), one_form("colours"), one_form("Mujāhidīn")
('organization', 'colors', 'Mujahidin')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Words in -ise that have no twin in -ize, by what stands before it: arise, advise, exercise, promise, surprise ...
_NO_TWIN = (
    r"(?<![aeou])(?<!\bar)(?<!w)(?<!pr)(?<![^t]iv)(?<![^i]v)(?<![^i]c)(?<!prom)(?<!prem)(?<!dem)(?<!surm)(?<!ch)(?<!sp)"
    r"(?<!advert)(?<!chast)(?<!expert)(?<!pract)(?<!treat)(?<!parad)(?<!chand)"
)
_RULES = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (rf"(?<=\w\w\w){_NO_TWIN}is(?=(?:e[ds]?|ers?|ing|able|ations?|ational)$)", "iz"),  # organise, organisation
        (r"(?<=\w)yz(?=(?:e[ds]?|ers?|ing)$)", "ys"),  # analyze
        (r"(?<=\w\w)our(?=(?:s|ed|ing|able|ably|ful|less|ite|ites|al|ism|er|ers|ly|hood|hoods)?$)", "or"),  # colour
        (r"(?<=[a-z][bt])re(?=s?$)", "er"),  # centre, fibre
        (r"(?<=[a-z][bt])red$", "ered"),
        (r"(?<=\b(?:def|off|lic))ence(?=s?$)|(?<=\bpret)ence(?=s?$)", "ense"),  # defence
        (r"(?<=\bpract)ise(?=[sd]?$)", "ice"),
        (r"(?<=gram)me(?=s?$)|(?<=log)ue(?=s?$)", ""),  # programme, catalogue
        (r"(?<=d)gment", "gement"),  # judgment
        (r"(?<=ag)eing$", "ing"),
        # Anaemia, archaeology, medieval: what comes from Greek or Latin, not every name that holds the two letters.
        (r"ae(?=mi[ac]|mo)|(?<=p)ae(?=d)|(?<=al)ae(?=o)|(?<=arch)ae|(?<=gyn)ae(?=c)|(?<=di)ae(?=v)|(?<=f)ae(?=c)", "e"),
        (r"\bae(?=sth)|(?<=an)ae(?=sth)|(?<=c)ae(?=s(?:ar|ium))|(?<=prim)ae(?=v)", "e"),
        (r"(?<=rrh)oe|(?<=\bf)oe(?=t)|\boe(?=[ds])|(?<=man)oe(?=u)", "e"),  # diarrhoea, foetus, oedema, manoeuvre
        (r"\bscept", "skept"),
        (r"(?<=\bgr)ey(?=s?$)", "ay"),
        (r"(?<=\bsul)ph", "f"),
    )
)

_YEARS = re.compile(r"(?<![\w.,/-])(?P<first>1\d\d\d|20\d\d)[-‐‑‒–—/](?P<last>\d\d\d\d|\d\d)(?![\w/-]|[.,]\d)")
_US = re.compile(r"\bus\b")
_WHO = re.compile(r"\bWHO\b")
_CAPITAL = re.compile(r"[^\W\d_a-z]")
# In a question without a capital letter "us" is a pronoun where somebody tells it us, or nothing comes after it.
_PRONOUN = re.compile(
    r"(?<=\w )\bus\b(?=\W*$)|\b(?P<verb>ask|give|gave|gives|help|helps|inform|informs|let|lets|remind|reminds|show|"
    r"shows|teach|teaches|tell|tells|told)\s+us\b"
)
WORLD_HEALTH = "worldhealthorganization"
"""The term of the name WHO, which is none of the word "who"."""


@lru_cache(maxsize=65536)
def one_form(word: str) -> str:
    """A word, in small letters but for those without a twin, without accents and as American English spells it.

    Analyse is the exception: of "analyses" nobody can tell whether it is of the verb.
    """
    if not word.isascii():
        word = without_accents(word)
    for pattern, other in _RULES:
        word = pattern.sub(other, word)
    return word


def without_accents(text: str) -> str:
    """A text without the accents on its letters.

    >>> without_accents("Mujāhidīn, résumé")
    'Mujahidin, resume'
    """
    parts = unicodedata.normalize("NFKD", text)
    return "".join(character for character in parts if not unicodedata.combining(character))


def with_names_apart(text: str) -> str:
    """A text whose years and names that look like pronouns are told apart from what they are not: "1948/49" and
    "1948-1949" are two years, "us" is no country but "US" is, WHO is an organisation.

    >>> with_names_apart("Who told us of the WHO in 1948–49, and the US?")
    'Who told we of the worldhealthorganization in 1948 1949, and the US?'
    """
    if "us" in text:
        text = _US.sub("we", text) if _CAPITAL.search(text) else _PRONOUN.sub(_told, text)
    if "WHO" in text and not text.isupper():
        text = _WHO.sub(WORLD_HEALTH, text)
    return _YEARS.sub(_both_years, text)


def _told(match: re.Match[str]) -> str:
    return f"{match['verb']} we" if match["verb"] else "we"


def _both_years(match: re.Match[str]) -> str:
    first, last = match["first"], match["last"]
    last = first[:2] + last if len(last) == 2 else last
    return f"{first} {last}" if int(first) < int(last) else match[0]
