"""Equations of MathML and of Word as a line: fractions keep their stroke, powers are raised, roots have their sign."""

from __future__ import annotations

import re

from lxml import etree

from ..characters import superscript

_ATOM = re.compile(r"[\w.,]*|\([^()]*\)|\|[^|]*\|")
_LEFT_OUT = frozenset(
    "annotation annotation-xml rPr ctrlPr fPr sSupPr sSubPr sSubSupPr radPr dPr naryPr accPr deg".split()
)
_TEX = re.compile(r"\\begin\{document\}(.*)\\end\{document\}", re.DOTALL)


def in_tex(document: str) -> str:
    """The formula in a TeX document; all of a text that is none."""
    found = _TEX.search(document)
    return (found[1] if found else document).strip(" \n$")


def linear(element: etree._Element, apart: str = "") -> str:
    """An equation's characters on one line, ``apart`` between its signs: "(a+b)/2", "10⁶", "x^(n/2)", "√(x+1)"."""
    parts = [child for child in element if isinstance(child.tag, str) and _name(child) not in _LEFT_OUT]
    match _name(element), [linear(part, apart).strip() for part in parts]:
        case (("mfrac" | "f"), [above, below]):
            return f"{_one(above)}/{_one(below)}"
        case (("msup" | "sSup"), [base, above]):
            return base + _raised(above)
        case (("msub" | "sSub"), [base, below]):
            return base + below
        case (("msubsup" | "sSubSup"), [base, below, above]):
            return base + below + _raised(above)
        case (("msqrt" | "rad"), said):
            return f"√{_one(apart.join(said))}"
        case "d", said:  # Word's brackets, round where it does not say otherwise
            return f"({apart.join(said)})"
        case (("r" | "mtext"), said):
            return "".join([element.text or "", *said])
        case _, said:
            return apart.join(filter(None, [(element.text or "").strip(), *said]))


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _one(text: str) -> str:
    """A part of an equation, in brackets if it is not in one piece."""
    return text if _ATOM.fullmatch(text) else f"({text})"


def _raised(text: str) -> str:
    text = text.replace(" ", "")
    return superscript(text) or (f"^{_one(text)}" if text else "")
