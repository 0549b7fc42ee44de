"""Which encoding bytes of text are in: marked, declared, UTF-8, or a guess that says it is one.

Declared labels mean what the WHATWG Encoding Standard (section 4.2) says they mean on the Web:
``iso-8859-1`` is Windows-1252, ``gb2312`` is GB 18030.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE
)
_SAMPLE = 200_000  # bytes of text that a guess looks at
_LABELS = {  # labels that Python does not know
    "x-sjis": "cp932", "windows-31j": "cp932", "ks_c_5601-1987": "cp949", "windows-949": "cp949",
    "ks_c_5601-1989": "cp949", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "gb_2312": "gb18030",
    "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs", "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8", "dos-874": "cp874", "windows-874": "cp874", "koi": "koi8-r",
    "koi8_r": "koi8-r", "koi8-ru": "koi8-u", "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman", "ansi_x3.4-1968": "cp1252", "unicode-1-1-utf-8": "utf-8",
    "latin-1": "cp1252", "iso8859-1": "cp1252",
}  # fmt: skip
_ON_THE_WEB = {  # Python's names, and what the Web means by them
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_MARKUP = re.compile(
    rb"<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<[^<>]*>|&\w+;", re.DOTALL | re.I
)
_HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_PLAIN_SIGNS = frozenset("«»‹›„“”‚‘’–—…•·°§©®™€£¡¿\u00a0\u00ad×½¼²³µ%†ªº")
_ALPHABETS = {  # letters beyond ASCII of the languages written in an encoding
    "cp1252": ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "àèéìíîòóù", "áâãàçéêíóôõú", "åäöé",
               "æøåéòóô", "áðéíóúýþæö", "éëïóöüèê", "àéèíïóòúüç"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű",
               "ăâîşţ", "čćđšž", "ëç", "äöüß"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
}  # fmt: skip
_LATIN = {"cp1252": "cp1252", "cp1250": "cp1250", "iso8859_2": "cp1250", "cp1254": "cp1254",
          "cp1257": "cp1257", "iso8859_15": "cp1252", "mac_roman": "cp1252"}  # fmt: skip
_OTHER_SCRIPTS = [
    "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "cp1253", "iso8859_7",
    "cp1255", "iso8859_8", "cp1256", "iso8859_6", "cp874",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed encoding.

    Attributes:
        encoding: Python's name of it.
        sure: Whether enough of the text speaks for it, and nothing else fits as well.
        rivals: Encodings that give another text and fit nearly as well.
    """

    encoding: str
    sure: bool
    rivals: tuple[str, ...] = ()


def find_label(label: str) -> str | None:
    """Python's name of the encoding that a label means on the Web, or None.

    >>> find_label("ISO-8859-1"), find_label("gb2312"), find_label("x-sjis"), find_label("none")
    ('cp1252', 'gb18030', 'cp932', None)
    """
    name = label.strip().lower()
    name = _LABELS.get(name, name.removeprefix("x-") if name.startswith("x-cp125") else name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in ("utf-7", "idna", "punycode"):
        return None
    return _ON_THE_WEB.get(found.name, found.name)


def find_declared(data: bytes) -> str | None:
    """The encoding that markup declares in its head, by Python's name, or None.

    >>> find_declared(b'<html><meta charset="ISO-8859-1">')
    'cp1252'
    """
    head = data[:4096]
    if not head.lstrip().startswith(b"<"):
        return None
    match = _DECLARED.search(head)
    name = find_label(match[1].decode("ascii")) if match else None
    # a declaration that can be read as ASCII is not in UTF-16
    return None if name and name.startswith(("utf-16", "utf-32")) else name


def guess_wide(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` if bytes without a mark are evidently so, else None."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    low, high, name = (even, odd, "utf-16-le") if odd > even else (odd, even, "utf-16-be")
    if high < 4 or low * 20 > high or len(data) % 2:
        return None
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    sound = sum(1 for sign in text[:5000] if sign.isprintable() or sign in "\n\r\t\f\ufeff")
    return name if sound >= 0.98 * len(text[:5000]) else None


def guess_legacy(data: bytes) -> Guess | None:
    """The likeliest of the encodings before Unicode, or None if none gives readable text.

    Chinese, Japanese and Korean are told by the share of their commonest signs, Latin scripts by
    whose alphabet the letters belong to, other scripts by charset-normalizer.
    """
    text = _MARKUP.sub(b" ", data[: 4 * _SAMPLE])[:_SAMPLE]
    words = _HIGH_WORD.findall(text)
    high = sum(1 for word in words for byte in word if byte >= 0x80)
    if not high:
        return None
    if asian := _guess_asian(text, high):
        return asian
    if 2 * sum(map(len, _HIGH_RUN.findall(text))) < high:  # its letters stand among those of ASCII
        return _guess_latin(b" ".join(words), high)
    return _guess_other(b" ".join(words), high)


def is_of_other_script(data: bytes) -> bool:
    """Whether bytes can't be Western European text: their words have nearly only high bytes."""
    words = _HIGH_WORD.findall(_MARKUP.sub(b" ", data[: 4 * _SAMPLE])[:_SAMPLE])
    return len(words) > 20 and sum(map(_is_high, words)) > 0.8 * len(words)


def _is_high(word: bytes) -> bool:
    return len(word) > 1 and all(byte >= 0x80 for byte in word)


def _guess_asian(text: bytes, high: int) -> Guess | None:
    """The encoding with two bytes a sign whose common signs fill the text.

    Japanese must show its syllables; Korean syllables lie where GB 2312 has only a part of its
    common signs, so that they are looked for first.
    """
    scores: dict[str, float] = {}
    for encoding in ("euc_jp", "cp932", "cp949", "gb18030", "big5hkscs"):
        try:  # the sample may end inside a sign
            decoded = codecs.getincrementaldecoder(encoding)().decode(text)
        except UnicodeDecodeError:
            continue
        signs = [sign for sign in decoded if sign > "\x7f"]
        if not signs or (encoding != "cp932" and high < 1.3 * len(signs)):
            continue  # too many bytes stand alone
        scores[encoding] = sum(_is_common(sign, encoding) for sign in signs) / len(signs)
        syllables = sum("\u3040" <= sign <= "\u30ff" for sign in signs) / len(signs)
        if encoding in ("euc_jp", "cp932") and syllables < 0.2:
            del scores[encoding]
        elif encoding in ("euc_jp", "cp932", "cp949") and scores[encoding] > 0.85:
            return Guess(encoding, high >= 40)
    if not scores or max(scores.values()) < 0.7:
        return None
    best = max(scores, key=scores.__getitem__)
    rivals = tuple(name for name in scores if name != best and scores[name] > scores[best] - 0.15)
    return Guess(best, high >= 40 and not rivals, rivals)


def _is_common(sign: str, encoding: str) -> bool:
    """Whether a sign is of the kind that most of a text in the encoding's language consists of."""
    if "\u3000" <= sign <= "\u3002" or "\uff01" <= sign <= "\uff1f":
        return True
    if encoding in ("cp932", "euc_jp"):
        return "\u3040" <= sign <= "\u30ff" or (
            "\u4e00" <= sign <= "\u9fff" and _lead(sign, encoding)
        )
    if encoding == "cp949":
        return "\uac00" <= sign <= "\ud7a3" and _lead(sign, encoding)
    return "\u4e00" <= sign <= "\u9fff" and _lead(sign, encoding)


# the lead bytes of the commoner half of each set: JIS level 1, KS X 1001, GB 2312 and Big5 level 1
_COMMON = {"cp932": (0x88, 0x97), "euc_jp": (0xB0, 0xCF), "cp949": (0xB0, 0xC8),
           "gb18030": (0xB0, 0xD7), "big5hkscs": (0xA4, 0xC6)}  # fmt: skip


def _lead(sign: str, encoding: str) -> bool:
    coded = sign.encode(encoding, "replace")
    low, high = _COMMON[encoding]
    return len(coded) == 2 and low <= coded[0] <= high and (encoding != "cp949" or coded[1] > 0xA0)


def _guess_latin(words: bytes, high: int) -> Guess:
    """By alphabets: the share of the letters beyond ASCII that one language of it has."""
    scores: dict[str, float] = {}
    texts: dict[str, str] = {}
    for encoding, family in _LATIN.items():
        texts[encoding] = text = words.decode(encoding, "replace")
        signs = [sign for sign in text.lower() if sign > "\x7f" and sign not in _PLAIN_SIGNS]
        if not signs:
            return Guess("cp1252", True)
        scores[encoding] = max(
            sum(sign in alphabet for sign in signs) / len(signs) for alphabet in _ALPHABETS[family]
        )
    best = max(scores, key=scores.__getitem__)  # the first of equals: the likeliest by far
    if scores[best] < 0.5:
        return Guess("cp1252", False)
    rivals = tuple(
        name for name, score in scores.items()
        if score > scores[best] - 0.1 and name != best and texts[name] != texts[best]
    )  # fmt: skip
    return Guess(best, high >= 10 and not rivals and scores[best] > 0.8, rivals)


def _guess_other(words: bytes, high: int) -> Guess | None:
    """By charset-normalizer, among the encodings of scripts that share no letter with ASCII."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only such pages need it

    sample = words[:20_000]
    found = list(from_bytes(sample, cp_isolation=_OTHER_SCRIPTS, enable_fallback=False))
    if not found or found[0].coherence < 0.1:
        return None
    best = found[0]
    rivals = tuple(
        match.encoding for match in found[1:]
        if match.chaos <= best.chaos and match.coherence > best.coherence - 0.1
        and str(match) != str(best)
    )  # fmt: skip
    return Guess(best.encoding, high >= 60 and best.coherence > 0.3 and not rivals, rivals)
