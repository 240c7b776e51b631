"""Whether a question is in another language than English, by its script and its commonest words."""

from __future__ import annotations

from index.text import words

# The commonest words of form of languages that people ask in, those left out that English writes alike (die, was, on).
_FOREIGN = frozenset(
    "der das und ist nicht wie warum wer wann wo welche welcher ein eine einen mit von zu dem dass sind wird auf für"
    " über waren hat haben sie ich wir auch nach aus kann"
    " le les des du est que qui quoi pourquoi comment quand où quel quelle quels dans pour une et cet cette ce il"
    " sont el los las qué quién cómo cuándo dónde cuál por para es en y del se son fue lo sus"
    " gli che chi perché quando dove quale è di della nel sono il o os quem como onde uma é da dos das não são"
    " het een wat waarom wanneer hoe van niet zijn zij kya hai ka ki ke ko mein kaun kyun kab kahan aur".split()
)
_ENGLISH = frozenset(
    "the of and to in is was are were what which who whom how why when where did does do for by with from that this it"
    " on an a as at about has have had or not they their be can could".split()
)
_LATIN = ord("\u0250")  # letters below belong to alphabets that English shares


def is_foreign(question: str) -> bool:
    """Whether most letters of a question are of another script than the Latin, or most of its words of form of another
    language, two different ones at least: one may be part of a name.

    >>> is_foreign("Pourquoi est-ce que les relations sont tendues ?"), is_foreign("Who was Charles de Gaulle?")
    (True, False)
    """
    letters = [letter for letter in question if letter.isalpha()]
    if sum(ord(letter) >= _LATIN for letter in letters) * 2 > len(letters):
        return True
    found = words(question)
    foreign = {word for word in found if word in _FOREIGN}
    return len(foreign) > 1 and len(foreign) > sum(word in _ENGLISH for word in found)
