"""The JSON-LD scripts of a page: their values, and the texts that locators point at in them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from toolkit.errors import SchemaError
from toolkit.html.page import Page

_WRAPPED = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*\Z"
)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|blockquote|h[1-6]|tr)\s*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_LOCATOR = re.compile(r"json-ld=(\d{1,4});pointer=((?:/[^/;]{1,100}){0,200})")


def published_text(page: Page, locator: str) -> str | None:
    """The text that a locator of this module points at; None for another form of locator.

    Raises:
        SchemaError: The page has no such text.
    """
    match = _LOCATOR.fullmatch(locator)
    if match is None:
        return None
    number = int(match[1])
    value = load_script(page.scripts[number - 1]) if 0 < number <= len(page.scripts) else None
    for step in match[2].split("/")[1:]:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, str):
        raise SchemaError(f"locator {locator!r}: the page publishes no such text")
    return plain_text(value)


def load_script(script: str) -> Any:
    """The value of a JSON-LD script; None where it can't be read."""
    try:
        return json.loads(_WRAPPED.sub("", script).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def plain_text(text: str) -> str:
    """The plain text of a published one, which may hold markup."""
    if "<" in text and _TAG.search(text):
        text = _TAG.sub("", _BREAK.sub("\n", text))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)
