"""Text and names that XML can hold.

XML 1.0 has no place for most control characters, for half characters (surrogates) and for two
others (https://www.w3.org/TR/xml/#charsets); they become U+FFFD and are counted. An ``xml:id`` must
begin with a letter and hold no space or colon; names are made so that they lead back.
"""

from __future__ import annotations

import re

from toolkit.wording import format_count

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9.-]")
_CODED = re.compile(r"_([0-9a-f]+)_")


class XmlText:
    """Makes texts fit for XML, and counts what had to be replaced.

    Attributes:
        replaced: How many characters were replaced.
        texts: In how many texts.

    >>> text = XmlText()
    >>> text.clean("a\\x00b"), text.replaced
    ('a\\ufffdb', 1)
    """

    def __init__(self) -> None:
        self.replaced = self.texts = 0

    def clean(self, text: str) -> str:
        """The text with U+FFFD in place of each character that XML can't hold."""
        fit, n = _ILLEGAL.subn("\ufffd", text)
        if n:
            self.replaced += n
            self.texts += 1
        return fit

    def notes(self) -> list[str]:
        """A sentence if something was replaced."""
        if not self.replaced:
            return []
        return [
            f"{format_count(self.replaced, 'character')} that XML can't hold (control characters, "
            f"half characters) became U+FFFD, in {format_count(self.texts, 'value')}"
        ]


def xml_name(prefix: str, text: str) -> str:
    """A name that XML takes as an id, made of any text, so that it leads back to it.

    Letters and digits of ASCII, full stops and hyphens stay; any other character becomes its
    code point in hexadecimal between underscores.

    >>> xml_name("c", "a b:1")
    'c.a_20_b_3a_1'
    """
    return f"{prefix}." + _UNNAMEABLE.sub(lambda found: f"_{ord(found[0]):x}_", text)


def from_xml_name(name: str) -> str:
    """The text that :func:`xml_name` made a name of.

    >>> from_xml_name("c.a_20_b_3a_1")
    'a b:1'
    """
    return _CODED.sub(lambda found: chr(int(found[1], 16)), name.partition(".")[2])


def is_name(text: str) -> bool:
    """If a text can stand as a name in XML as it is."""
    return _NAME.fullmatch(text) is not None
