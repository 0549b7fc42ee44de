"""The forms in which calendar dates are printed, as patterns tried on a line's form.

In a form digits are alike (:mod:`toolkit.date_forms`): a pattern can tell a year that begins with
19, 20 or 25 from other numbers, and nothing else by the value of a digit.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable

from toolkit.calendar_names import DOTTED_MONTHS
from toolkit.calendar_words import ZONES

# In a line that is searched, each month and weekday is first written as a run of one private
# character, as long as the word: the patterns then need no lists of words, and are quick.
MONTH_BASE, RISKY_BASE, WEEKDAY_BASE = 0xE000, 0xE010, 0xE040
WEEKDAY_MARK = "[\ue040-\ue047]"
_MONTH = "[\ue001-\ue00c]+"
_ANY_MONTH = "[\ue001-\ue00c\ue011-\ue01c]+"
DIGIT = re.compile(r"\d")
YEARS, YEAR_MARK = re.compile(r"(?:19|20)\d\d"), "\ue030" * 4
THAI_YEARS, THAI_MARK = re.compile(r"25\d\d"), "\ue031" * 4
FORM = {ord(digit): "0" for digit in "123456789"} | {  # what is alike in lines of one form
    base + number: chr(base + 1)
    for base, last in ((MONTH_BASE, 12), (RISKY_BASE, 12), (WEEKDAY_BASE, 7))
    for number in range(last + 1)
}
WORD = re.compile(r"[^\W\d_]{2,}(?:-feira)?")


def _accents() -> str:
    """The characters that stand on or between letters in scripts of the first plane."""
    inside = (c for c in map(chr, range(0x300, 0x2000)) if unicodedata.category(c)[0] == "M")
    return "".join(inside) + "\u200c\u200d"


def _digits() -> dict[int, str]:
    """The decimal digits of all scripts, to those of ASCII."""
    found = map(chr, range(0x80, sys.maxunicode + 1 if sys.maxunicode < 0xFFFF else 0x10000))
    return {ord(c): str(unicodedata.decimal(c)) for c in found if unicodedata.decimal(c, -1) >= 0}


ACCENTED_WORD = re.compile(rf"[^\W\d_]+(?:[{_accents()}]+[^\W\d_]*)*(?:-feira)?")
# characters that others stand for in dates, one for one
STANDARD = _digits() | dict(zip(map(ord, "：／．－，、،؍İ﹕−"), ":/.-,,,/i:-", strict=True))
COLON_BETWEEN = re.compile(r"(?<!\d)：|：(?!\d)")  # a wide colon that is no clock's parts dates
STRANGE = re.compile(f"[{''.join(map(chr, STANDARD))}]")
DIRECTIONS = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

DOTTED = re.compile("|".join(map(re.escape, DOTTED_MONTHS)))
DOTTED_MARKS = {name: chr(RISKY_BASE + n) for n, name in enumerate(DOTTED_MONTHS, start=1)}

_SIGN_DAY = r"\s?[(（][日一二三四五六天月火水木金土월화수목금토일](?:曜日?|요일)?[)）]"
_WEEKDAY = rf"(?:{WEEKDAY_MARK}+|(?:thứ|chủ)\s\w+)"
_DAY = r"(?P<day>\d{1,2})(?P<day_point>\.)?(?:st|nd|rd|th|er|º|ª|°|-?(?:én|án|jén))?"
_YEAR = (
    r"(?:พ\.ศ\.\s*|พุทธศักราช\s*|ค\.ศ\.\s*|คริสต์ศักราช\s*)?"
    r"(?P<year>(?:19|20|25)\d\d|['’]\d\d)(?P<year_point>\.)?"
    r"(?:\s?(?:г(?:ода)?|р(?:оку)?|r(?:oku)?|թ|წ)\b\.?)?"
)
_YEAR_FIRST = r"(?P<year>(?:19|20)\d\d)[.,]?(?:\s?(?:m\.|թ\.|оны))?"
_POINT = "[.׳॰]?"  # what ends a short name
_OF = r"(?:of\s+|de\s+|del\s+|d['’]|ta['’]+\s+)?"
_MONTH_DATES = [
    rf"(?P<month_name>{_ANY_MONTH}){_POINT}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}",
    rf"{_DAY}(?:,?[\s/-]+|(?<=\.)){_OF}(?P<month_name>{_ANY_MONTH})(?:{_POINT},?[\s/-]+|\.)"
    rf"(?:de\s+|del\s+)?{_YEAR}",
    rf"{_YEAR_FIRST}\s+(?P<month_name>{_ANY_MONTH}){_POINT}\s+{_DAY}(?:\s?d\.)?",
    rf"(?P<year>(?:19|20)\d\d)\.?\s+(?:gada|g\.|ж\.)\s+{_DAY}\s+(?P<month_name>{_ANY_MONTH})",
    rf"(?P<day>\d{{1,2}})-(?P<month_name>{_ANY_MONTH})-(?P<year>\d\d)",
    rf"(?<!\+){_DAY}\s+(?P<month_name>{_ANY_MONTH}){_POINT}\s+(?P<year>\d\d)(?=,?\s+\d{{1,2}}:\d\d)",
    rf"(?P<month_name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
    rf"{_DAY}\s+{_OF}(?P<month_name>{_MONTH})",
]
_CLOCK_INSIDE = (  # as the C library's asctime prints
    rf"(?<!\w)(?:{WEEKDAY_MARK}+\s+)?(?P<month_name>{_MONTH})\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d\d):"
    r"(?P<minute>\d\d):(?P<clock_second>\d\d)\s+(?:(?P<zone>{zones})\s+)?(?P<year>(?:19|20)\d\d)(?!\w)"
).replace("{zones}", "|".join(ZONES))
_NUMBER_DATES = [
    r"(?P<korean_year>\d\d)\.\s(?P<month>\d{1,2})\.\s(?P<day>\d{1,2})\."
    r"(?=\s*(?:오[전후]|[ap]m\s\d|\([월화수목금토일]\)))",
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})\.?",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second>\d{1,2})(?P=mark)\s?"
    r"(?P<short_year>(?:19|20|25)\d\d|\d\d)(?:\s?г\.?)?",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})\.?,?\s+(?P<short_year>(?:19|20)\d\d)",
]
_SIGN_MONTH_DAY = r"(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일號号]"
_SIGN_WEEKDAY = (
    r"(?:\s?[(（]?(?:星期|週|周|礼拜|禮拜)?[日一二三四五六天月火水木金土월화수목금토일]"
    r"(?:曜日?|요일)?[)）]?)?"
)
_SIGN_DATES = [
    rf"(?P<year>(?:19|20)\d\d)\s?[年년]\s?{_SIGN_MONTH_DAY}{_SIGN_WEEKDAY}",
    rf"(?P<era>令和|平成|昭和|民國|民国)\s?(?P<era_year>\d{{1,3}}|元)\s?年\s?{_SIGN_MONTH_DAY}{_SIGN_WEEKDAY}",
    rf"{_SIGN_MONTH_DAY}{_SIGN_WEEKDAY}",
    r"(?P<day>\d{1,2})\s+(?:tháng|thg)\.?\s(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)",
    r"(?P<year>(?:19|20)\d\d)\s+оны\s+(?P<month>\d{1,2})(?:-\w{1,2})?\s+сар(?:ын)?\s+(?P<day>\d{1,2})",
]
# of half days: signs that stand before the clock, and those after it
_HALF_BEFORE = (
    r"(?:(?P<late>下午|午後|오후|晚上|傍晚|du\.\s)|(?P<early>上午|午前|오전|凌晨|早上|清晨|早晨|de\.\s)"
    r"|(?P<noon>中午)|(?P<half_before>[ap])\.?m\.?(?=\s\d))?\s?"
)
_HALF_AFTER = (
    r"(?:\s*(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<late_after>μ\.?\s?μ\b\.?|م(?!\w)|ب\.?ظ(?!\w)\.?|"
    r"بعد\s?ازظهر|بعد\s?از\s?ظهر|หลังเที่ยง|अपराह्न|odp\.|pop\.|popodne|поп[лд]\.|сл\.\s?об\.|e\.\s?[mh]\.|ip\.|"
    r"m\.d\.|i\.n\.|nm\.|ਬਾ\.ਦੁ\.|ප\.ව\.|ү\.х\.|ຫຼັງທ່ຽງ|ညနေ|da\starde|pēcp(?:\.|usdienā)|popiet|(?-i:PTG|ÖS)\b)|"
    r"(?P<early_after>π\.?\s?μ\b\.?|ص(?!\w)|ق\.?ظ(?!\w)\.?|قبل.?ازظهر|ก่อนเที่ยง|पूर्वाह्न|dop\.|prijepodne|"
    r"претпл\.|пр\.\s?об\.|f\.\s?[mh]\.|ap\.|p\.d\.|r\.n\.|vm\.|ਪੂ\.ਦੁ\.|පෙ\.ව\.|ү\.ө\.|ກ່ອນທ່ຽງ|နံနက်|da\smanhã|"
    r"priekšp(?:\.|usdienā)|priešpiet|(?-i:PG|ÖÖ)\b)))?"
)
_CLOCK = (
    rf"{_HALF_BEFORE}"
    r"(?P<hour>\d{1,2})(?:(?:\s?h\s?|:|[時时點点시]\s?)(?P<minute>\d\d)(?:[分분](?:\s?\d{1,2}[秒초])?)?"
    r"|\.(?P<minute_dot>\d\d)(?=\s*(?:uhr|klo\b|[ap]\.?\s?m|\W*$|\s[-–—|·•]\s|[,)]\s)))"
    rf"(?::(?P<clock_second>\d\d))?(?:[.,]\d+)?{_HALF_AFTER}(?:\s*(?:uhr|h(?:rs?|s)?)\b)?"
    r"|(?P<hour_alone>\d{1,2})\s*(?P<half_alone>[ap])\.?m\b\.?"
)
_ZONE = (
    r"(?:\s*(?P<offset>[+-]\d\d:?\d\d)|(?P<zulu>z)\b"
    rf"|\s*\(?\b(?P<zone>{'|'.join(ZONES)})\b(?P<zone_offset>[+-]\d{{1,2}}(?::?\d\d)?)?\)?)"
)
_JOIN = (
    r"(?:\.?\s*(?:,|@|·|•|\||[-–—])\s*|\.?\s+/\s+|\.?\s+|t(?=\d))"
    r"(?:(?:at|um|à|às|as|a\s+las?|a\s+les|om|alle|ore|ora|kl\.?|klo|o(?:\s+godz(?:\.|inie)?)?|"
    r"godz\.?|во?|о|об|у|ў|u|w|ob|saat|v|ve|la|στις|(?:vào\s+)?lúc|pukul|jam|en|kell|klukkan|"
    r"plkst\.|val\.|ساعت|الساعة|في\s+الساعة|בשעה|เวลา|ժամը|sa(?:at)?)\s+|\(|ב-)?"
)
_SIGN = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"  # such scripts set no spaces around a date
_EDGE_BEFORE = rf"(?<![.,/:-])(?<![^\W{_SIGN}])(?:{_WEEKDAY}\.?,?\s+)?"
_EDGE_AFTER = rf"(?!/|[^\W{_SIGN}])"


_Form = tuple[re.Pattern[str], re.Pattern[str] | None, re.Pattern[str]]


def _compiled(dates: Iterable[str]) -> tuple[_Form, ...]:
    """Of each form of date: it alone, then with the clock before it, and with one after it."""
    return tuple((_pattern(date), _clock_before(date), _clock_after(date)) for date in dates)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _clock_before(date: str) -> re.Pattern[str]:
    return _pattern(
        rf"{_EDGE_BEFORE}(?:{_CLOCK}){_ZONE}?\s*(?:,|[-–—]|·|\||on\b|am\b|le\b|,?\s*den\b)?\s*"
        rf"(?:ngày\s+)?(?:{_WEEKDAY}\.?,?\s+)?(?:{date}){_EDGE_AFTER}"
    )


def _clock_after(date: str) -> re.Pattern[str]:
    return _pattern(
        rf"{_EDGE_BEFORE}(?:{date}(?:(?:[.,]?\s*\(?{_WEEKDAY}\.?\)?|{_SIGN_DAY})?{_JOIN}(?:{_CLOCK}){_ZONE}?)?)"
        rf"{_EDGE_AFTER}"
    )


NUMBERS = re.compile(r"\d[-/.]\s?\d")
SIGNS = re.compile("[月월\u0e00-\u0e7f]|tháng|thg|оны", re.IGNORECASE)
PATTERNS = (  # what a line must hold, and the patterns then tried
    (
        re.compile(_ANY_MONTH),
        (*_compiled(_MONTH_DATES), (_pattern(_CLOCK_INSIDE), None, _pattern(_CLOCK_INSIDE))),
    ),
    (NUMBERS, _compiled(_NUMBER_DATES)),
    (SIGNS, _compiled(_SIGN_DATES)),
)
CLOCK_BEGINS = re.compile(
    r"\d(?:(?:\s?h\s?|:|[時时點点시]\s?)\d\d|\.\d\d(?!\d|\.\d)|\s*[ap]\.?m)", re.IGNORECASE
)
CLOCK, ZONE, JOIN = _CLOCK, _ZONE, _JOIN


def read_clock(found: dict[str, str]) -> tuple[int | None, int | None, int | None]:
    """Hour (0 to 23), minute and second of a matched clock; None for what isn't printed.

    A clock that contradicts itself ("15:10 am") is not read.
    """
    hour_text = found.get("hour") or found.get("hour_alone")
    if not hour_text:
        return None, None, None
    hour = int(hour_text)
    half = found.get("half") or found.get("half_alone") or found.get("half_before") or ""
    late = half.lower() == "p" or "late" in found or "late_after" in found
    early = half.lower() == "a" or "early" in found or "early_after" in found
    if (early and hour > 12) or (found.get("late") == "晚上" and hour == 12):
        return None, None, None
    if (late and hour < 12) or ("noon" in found and hour < 10):
        hour += 12
    elif early and hour == 12:
        hour = 0
    minute = found.get("minute") or found.get("minute_dot")
    second = found.get("clock_second")
    return hour, int(minute) if minute else None, int(second) if second else None


def read_offset(found: dict[str, str]) -> int | None:
    """Minutes east of UTC of a matched zone; None where none is printed."""
    if "zulu" in found:
        return 0
    if "offset" in found:
        return _minutes(found["offset"])
    if "zone" in found:
        return ZONES[found["zone"].lower()] + _minutes(found.get("zone_offset", "+0"))
    return None


def _minutes(offset: str) -> int:
    """Minutes of an offset: +1, +01, +0100 or +01:00."""
    digits = offset[1:].replace(":", "")
    hours, rest = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    minutes = int(hours) * 60 + int(rest)
    return -minutes if offset[0] == "-" else minutes
