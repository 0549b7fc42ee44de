"""Every format reads its fixture folders: a page, and the records written by hand beside it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from lxml import html

from toolkit.documents import read_document
from toolkit.formats import FORMATS, parse_comments
from toolkit.pages import text_at

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = [
    (name, folder)
    for name in FORMATS
    for folder in sorted((FIXTURES / name).iterdir())
    if folder.is_dir()
]


@pytest.fixture(
    scope="module", params=CASES, ids=[f"{name}-{folder.name}" for name, folder in CASES]
)
def case(request):
    name, folder = request.param
    page = next(folder.glob("page.*"))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / "comments.json").read_text(encoding="utf-8"))
    moment = dt.datetime.fromisoformat(meta["captured_at"]) if "captured_at" in meta else None
    document = read_document(page)
    return name, document, parse_comments([document], captured_at=moment), meta, expected


def test_every_format_has_fixtures():
    assert {name for name, _ in CASES} == set(FORMATS)


def test_one_format_claims_it(case):
    name, document, *_ = case
    assert [known for known, module in FORMATS.items() if module.detect(document)] == [name]


@pytest.mark.parametrize(
    "column",
    ["text", "author", "timestamp", "timestamp_text", "kind", "state", "upvotes"],
)
def test_records(case, column):
    *_, parsed, _, expected = case
    found = [None if value is None else value for value in _plain(parsed.comments[column])]
    assert found == [record.get(column) for record in expected]


def test_title_and_warnings(case):
    *_, parsed, meta, _ = case
    source = parsed.sources.iloc[0]
    assert source["title"] == meta["title"]
    for wanted in meta.get("warns", []):
        assert any(wanted in warning for warning in source["warnings"]), source["warnings"]


def test_nothing_is_lost(case):
    _, document, parsed, *_ = case
    shown = [line.number for line in document.lines if line.text]
    assert parsed.lines["line"].tolist() == shown


def test_every_visible_character_is_accounted_for(case):
    """The lines of a source hold its visible text, as an independent reading of it tells."""
    name, document, parsed, *_ = case
    shown = _visible(document.text) if name == "web_page" else document.text
    assert "".join("".join(parsed.lines["text"]).split()) == "".join(shown.split())


def test_replies(case):
    *_, parsed, _, expected = case
    if any("reply_to" in record for record in expected):
        places = {identity: place for place, identity in enumerate(parsed.comments["id"])}
        found = [places.get(value) for value in parsed.comments["reply_to"]]
        assert found == [record["reply_to"] for record in expected]


def _visible(source):
    root = html.document_fromstring(source)
    for element in root.xpath("//head | //script | //style | //template | //noscript"):
        element.drop_tree()
    for element in root.xpath("//*[contains(@style, 'display:none')]"):
        element.drop_tree()
    return root.text_content()


def test_locators_give_the_text_back(case):
    _, document, parsed, *_ = case
    for _, record in parsed.comments.iterrows():
        assert text_at(document, record["locator"]) == record["text"]


def _plain(column):
    return [
        None if missing else value for value, missing in zip(column, column.isna(), strict=True)
    ]
