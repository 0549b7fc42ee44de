"""The forms in which dates are printed, as patterns that :mod:`toolkit.dates` tries on a line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.calendar_words import AGO, BEFORE_AMOUNT, TODAY, UNITS, WEEKDAYS, YESTERDAY, ZONES

# In a line that is searched, each month and weekday is first written as a run of one private
# character, as long as the word: the patterns then need no lists of words, and are quick.
MONTH_BASE, WEEKDAY_MARK = 0xE000, "\ue020"
_MONTH = "[\ue001-\ue00c]+"
RISKY_BASE = 0xE010
WEEKDAY_WORDS = frozenset(WEEKDAYS)
_ANY_MONTH = "[\ue001-\ue00c\ue011-\ue01c]+"
DIGIT = re.compile(r"\d")
YEARS, YEAR_MARK = re.compile(r"(?:19|20)\d\d"), "\ue030" * 4
ZEROS = {ord(digit): "0" for digit in "123456789"}
WORD = re.compile(r"[^\W\d_]{2,}(?:-feira)?")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?:\s?(?:г(?:ода)?|р(?:оку)?|r(?:oku)?)\b\.?)?"
_OF = r"(?:of\s+|de\s+|del\s+|d['’])?"
_MONTH_DATES = [
    rf"(?P<month_name>{_ANY_MONTH})\.?\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}",
    rf"{_DAY}[\s/-]+{_OF}(?P<month_name>{_ANY_MONTH})\.?,?[\s/-]+(?:de\s+|del\s+)?{_YEAR}",
    rf"{_YEAR}\.?,?\s+(?:m\.\s+)?(?P<month_name>{_ANY_MONTH})\.?\s+{_DAY}",
    rf"(?P<month_name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
    rf"{_DAY}\s+{_OF}(?P<month_name>{_MONTH})",
]
_NUMBER_DATES = [
    r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})\.?",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])\s?(?P<second>\d{1,2})(?P=mark)\s?"
    r"(?P<short_year>(?:19|20)\d\d|\d\d)(?:\s?г\.?)?",
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})\.?,?\s+(?P<short_year>(?:19|20)\d\d)",
]
_SIGN_DATES = [
    r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
    r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2}),?\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)",
]
_CLOCK = (
    r"(?:(?P<late>下午|午後|오후|晚上)|上午|午前|오전|凌晨|早上)?\s?"
    r"(?P<hour>\d{1,2})(?:(?:\s?h\s?|:|[時时點点시]\s?)(?P<minute>\d\d)[分분]?"
    r"|\.(?P<minute_dot>\d\d)(?=\s*(?:uhr|[ap]\.?m|\)?\s*$)))"
    r"(?::(?P<clock_second>\d\d))?(?:[.,]\d+)?(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*uhr\b)?"
    r"|(?P<hour_alone>\d{1,2})\s*(?P<half_alone>[ap])\.?m\b\.?"
)
_ZONE = (
    r"(?:\s*(?P<offset>[+-]\d\d:?\d\d)|(?P<zulu>z)\b"
    rf"|\s*\(?\b(?P<zone>{'|'.join(ZONES)})\b(?P<zone_offset>[+-]\d{{1,2}})?\)?)"
)
_JOIN = (
    r"(?:\s*(?:,|@|·|•|\||[-–—])\s*|\s+/\s+|\s+|t(?=\d))"
    r"(?:(?:at|um|à|às|as|a\s+las?|a\s+les|om|alle|ore|ora|kl\.?|klo|o(?:\s+godz(?:\.|inie)?)?|"
    r"godz\.?|в|о|об|saat|v|ve|la|στις|pukul|lúc|en)\s+)?"
)
_EDGE_BEFORE = rf"(?<![\w.,/:-])(?:{WEEKDAY_MARK}+\.?,?\s+)?"
_EDGE_AFTER = r"(?![\w/])"


def _compiled(dates: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """Of each form of date the pattern with the clock before it, then those with it after it."""
    before = [
        rf"{_EDGE_BEFORE}(?:{_CLOCK}){_ZONE}?\s*(?:,|[-–—]|·|\||on\b|am\b|le\b|,?\s*den\b)?\s*"
        rf"(?:{WEEKDAY_MARK}+\.?,?\s+)?(?:{date}){_EDGE_AFTER}"
        for date in dates
    ]
    after = [
        rf"{_EDGE_BEFORE}(?:{date}(?:{_JOIN}(?:{_CLOCK}){_ZONE}?)?){_EDGE_AFTER}" for date in dates
    ]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in before + after)


PATTERNS = (  # what a line must hold, and the patterns then tried
    (re.compile(_ANY_MONTH), _compiled(_MONTH_DATES)),
    (re.compile(r"\d[-/.]\s?\d"), _compiled(_NUMBER_DATES)),
    (re.compile("[年년]|tháng"), _compiled(_SIGN_DATES)),
)
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_AMOUNT = r"(?P<amount>\d{1,3}|an?|one|eine[rmn]?|une?|un[ao]?|en|et|ett|o|jednu|één)"
_ABOUT = r"etwa|ca\.|circa|über|rund|mehr als|environ|unos|unas|alrededor de|cerca de|mais de|około"
SIGN_UNITS = {
    "秒": "second", "초": "second", "分": "minute", "分钟": "minute", "分鐘": "minute",
    "분": "minute", "小时": "hour", "小時": "hour", "時間": "hour", "시간": "hour", "天": "day",
    "日": "day", "일": "day", "周": "week", "週間": "week", "주": "week", "个月": "month",
    "個月": "month", "か月": "month", "ヶ月": "month", "개월": "month", "달": "month", "年": "year",
    "년": "year",
}  # fmt: skip


def _first_words(*alternatives: str) -> frozenset[str]:
    """The first words of alternatives, as they are told in a line."""
    matches = (re.match(r"[^\W\d_]+", text) for text in "|".join(alternatives).split("|"))
    return frozenset(match[0] for match in matches if match)


RELATIVE = [  # the words of which a line must have one (None: any digit), and the pattern
    (
        _first_words(AGO),
        re.compile(
            rf"(?<!\w)(?:about\s+|~)?{_AMOUNT}\s?(?P<unit>{_UNIT})\.?\s+(?:{AGO})(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (
        _first_words(BEFORE_AMOUNT),
        re.compile(
            rf"(?<!\w)(?:{BEFORE_AMOUNT})\s+(?:(?:{_ABOUT})\s+)?{_AMOUNT}\s?(?P<unit>{_UNIT})"
            r"(?!\w)",
            re.IGNORECASE,
        ),
    ),
    (None, re.compile(r"(?<!\S)(?P<amount>\d{1,2})\s?(?P<unit>min|mo|yr|[smhdwy])(?!\S)")),
    (
        frozenset("前전"),
        re.compile(
            r"(?<!\w)(?P<amount>\d{1,3})\s?(?P<unit>"
            rf"{'|'.join(sorted(SIGN_UNITS, key=len, reverse=True))})\s?[前전]"
        ),
    ),
    (
        _first_words(TODAY, YESTERDAY),
        re.compile(
            rf"(?<!\w)(?:(?P<today>{TODAY})|(?P<yesterday>{YESTERDAY}))(?!\w)", re.IGNORECASE
        ),
    ),
]
