"""Every format reads its fixture folders: a page, and the records written by hand beside it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from lxml import html

from toolkit.documents import read_document
from toolkit.formats import EXPORTS, FORMATS, PAGES, parse_comments, text_at
from toolkit.records import Article, Post

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
    page = next(path for path in folder.iterdir() if path.stem in ("page", "export"))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    expected = json.loads((folder / "comments.json").read_text(encoding="utf-8"))
    moment = dt.datetime.fromisoformat(meta["captured_at"]) if "captured_at" in meta else None
    document = read_document(page)
    return name, document, parse_comments([document], captured_at=moment), meta, expected


def test_every_format_has_fixtures():
    assert {name for name, _ in CASES} == set(FORMATS)


def test_one_format_claims_it(case):
    name, document, *_ = case
    if name in PAGES:
        assert [known for known, page in PAGES.items() if page.detect(document)] == [name]
        assert document.export is None or not any(
            known.detect(document.export) for known in EXPORTS.values()
        )
        return
    claiming = [known for known, export in EXPORTS.items() if export.detect(document.export)]
    general = [known for known in claiming if known != "table"]
    assert (general or claiming) == [name]


@pytest.mark.parametrize(
    "column",
    ["text", "author", "timestamp", "timestamp_text", "kind", "state", "upvotes", "downvotes"],
)
def test_records(case, column):
    *_, parsed, _, expected = case
    found = [None if value is None else value for value in _plain(parsed.comments[column])]
    assert found == [record.get(column) for record in expected]


def test_title_and_warnings(case):
    *_, parsed, meta, _ = case
    source = parsed.sources.iloc[0]
    assert source["title"] == meta.get("title")
    for wanted in meta.get("warns", []):
        assert any(wanted in warning for warning in source["warnings"]), source["warnings"]


def test_nothing_is_lost(case):
    name, document, parsed, *_ = case
    if name in EXPORTS:
        return  # see test_every_record_is_something
    shown = [line.number for line in document.lines if line.text]
    assert parsed.lines["line"].tolist() == shown


def test_every_visible_character_is_accounted_for(case):
    """The lines of a source hold its visible text, as an independent reading of it tells."""
    name, document, parsed, *_ = case
    if name in EXPORTS:
        return
    shown = _visible(document.text) if name == "web_page" else document.text
    assert "".join("".join(parsed.lines["text"]).split()) == "".join(shown.split())


def test_replies(case):
    *_, parsed, _, expected = case
    if any("reply_to" in record for record in expected):
        places = {identity: place for place, identity in enumerate(parsed.comments["id"])}
        found = [places.get(value) for value in parsed.comments["reply_to"]]
        assert found == [record["reply_to"] for record in expected]


def test_ids_and_articles(case):
    """The ids that the export itself has, and whose conversation each comment is of."""
    *_, parsed, _, expected = case
    for column in ("id", "article_id", "conversation_id", "locator"):
        if any(column in record for record in expected):
            assert parsed.comments[column].tolist() == [record[column] for record in expected]
    assert parsed.comments["id"].is_unique


def test_account_of_an_export(case):
    """What is written down beside the export by hand: names of records, orphans, stubs, repairs."""
    name, _, parsed, meta, _ = case
    if name not in EXPORTS:
        return
    source = parsed.sources.iloc[0]
    assert source["input"]["by_name"] == meta["records"]
    assert source["input"]["records"] == sum(meta["records"].values())
    for key in (
        "orphans", "missing_parents", "stubs", "stands_for", "expected", "repeated_ids", "cycles",
        "repairs",
    ):  # fmt: skip
        none = {"expected": None, "missing_parents": [], "repairs": {}}.get(key, 0)
        assert source[key] == meta.get(key, none), key
    articles = [
        {key: row[key] for key in ("article_id", "title", "address") if isinstance(row[key], str)}
        for row in parsed.articles.to_dict("records")
    ]
    if "articles" in meta:
        assert articles == meta["articles"]


def test_every_record_is_something(case):
    """A reader of rows gives one item a row, in order, and can go on after any of them."""
    name, document, *_ = case
    if name not in EXPORTS:
        return
    export = document.export
    export.restart()
    items = [item for item in EXPORTS[name].read(export) if getattr(item, "place", None)]
    places = [item.place for item in items]
    assert len(places) == len(set(places))
    if export.records_read:
        assert len(items) + sum(export.passed_over.values()) == export.records_read
    if not EXPORTS[name].by_rows or not places[0].startswith(("row=", "line=")):
        return  # begun anew
    for index, place in enumerate(places):
        export.restart()
        again = EXPORTS[name].read(export, skip=int(place.partition("=")[2]))
        later = [item for item in again if getattr(item, "place", None)]
        assert later == items[index + 1 :]


def test_posts_are_plain(case):
    name, document, *_ = case
    if name in EXPORTS:
        for item in EXPORTS[name].read(document.export):
            if isinstance(item, Post):
                assert isinstance(item.text, str)
                assert not isinstance(item.id, int)
            elif isinstance(item, Article):
                assert item.key is None or isinstance(item.key, str)


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
