"""Feeds and saved linked data: what is no thread of comments, damaged files, odd but legal ones."""

import gzip
import json
from pathlib import Path

import pytest

from toolkit.documents import make_document
from toolkit.errors import FormatError
from toolkit.formats import EXPORTS, parse_comments
from toolkit.records import find_exports
from toolkit.records.gather import Tally, gather

FIXTURES = Path(__file__).parent / "fixtures"
FEEDS = ["blogger/export", "blogger/takeout", "blogger/comment_feed", "reddit_feed/thread",
         "comment_feed/rss", "comment_feed/atom", "comment_feed/answers"]  # fmt: skip
COMPARED = ["id", "reply_to", "author", "timestamp", "text", "state"]


def parse(data):
    if not isinstance(data, bytes | str):
        data = json.dumps(data)
    raw = data.encode() if isinstance(data, str) else data
    return parse_comments([make_document(raw, source="x")])


def told(parsed):
    return parsed.sources.iloc[0]


def rss(items, more=""):
    return (f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" {more}><channel>'
            f"<title>All</title>{''.join(items)}</channel></rss>")  # fmt: skip


def item(link, text="Words", more=""):
    return f"<item><link>{link}</link><description>{text}</description>{more}</item>"


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("change", [
    lambda text: text.encode("utf-16"),
    lambda text: gzip.compress(text.encode()),
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.partition("?>")[2].lstrip(),
    lambda text: text.replace("utf-8", "ISO-8859-1").replace("UTF-8", "ISO-8859-1").encode(
        "latin-1", "xmlcharrefreplace"),
], ids=["utf-16", "packed", "marked", "undeclared", "latin-1"])  # fmt: skip
def test_the_same_in_other_bytes(name, change):
    text = (FIXTURES / name / "export.xml").read_text(encoding="utf-8")
    left, right = parse(text).comments, parse(change(text)).comments
    assert left[COMPARED].fillna("").to_dict() == right[COMPARED].fillna("").to_dict()


@pytest.mark.parametrize("name", FEEDS)
def test_two_in_one_file_and_one_cut_short(name):
    text = (FIXTURES / name / "export.xml").read_text(encoding="utf-8")
    whole = parse(text).comments
    twice = parse(text + text.partition("?>")[2])
    assert len(twice.comments) == 2 * len(whole)
    assert told(twice)["repeated_ids"] == len(whole)
    cut = parse(text[: int(len(text) * 0.95)])
    assert 0 < len(cut.comments) <= len(whole)
    assert any("ends too early" in warning for warning in told(cut)["warnings"])


@pytest.mark.parametrize("items", [
    [item(f"https://x.example/{n}") for n in range(4)],
    [item(f"https://x.example/{n}#from=RSS-1") for n in range(4)],
    [item(f"https://x.example/{n}#{n}") for n in range(4)],
        [item(f"https://x.example/a{n}.html#{n}") for n in range(4)],
    [item(f"https://x.example/{n}#comment-{n}", more="<comments>https://x.example</comments>")
     for n in range(4)],
    [],
])  # fmt: skip
def test_feeds_of_articles_are_no_comments(items):
    with pytest.raises(FormatError, match="an XML file in none"):
        parse(rss(items))


def test_no_address_of_a_person_is_read():
    item_of = "<author>{}</author>"
    found = parse(rss([
        item("https://x.example/a#comment-1", more=item_of.format("ann@mail.example (Ann)")),
        item("https://x.example/a#comment-2", more=item_of.format("bob@mail.example")),
        item("https://x.example/a#comment-3", more=item_of.format("Cem")),
    ]))  # fmt: skip
    assert found.comments["author"].fillna("").tolist() == ["Ann", "", "Cem"]
    assert "mail.example" not in found.comments.to_json()


def test_a_comment_is_on_its_page_not_on_its_own_address():
    links = [f"https://x.example/show.php?t=5&amp;p={n}#p{n}" for n in (11, 12)]
    links += [f"https://x.example/deich/comment-page-{n}/#comment-{n}" for n in (21, 22)]
    links += [f"https://x.example/comment/{n}#comment-{n}" for n in (31, 32)]
    found = parse(rss(map(item, links)))
    articles = found.comments["article_id"].tolist()
    assert [articles[0] == articles[1], articles[2] == articles[3], articles[4] == articles[5]] == (
        [True] * 3
    )
    assert len(set(articles)) == 3
    assert articles[4] == "x"


def test_an_answer_told_by_the_programs_sentence_only_with_its_author():
    def page(author):
        link = f"&lt;a href='https://x.example/a#comment-1'&gt;{author}&lt;/a&gt;"
        said = f"&lt;p&gt;Re {link}.&lt;/p&gt;No."
        first = item("https://x.example/a#comment-1", more="<dc:creator>Ann</dc:creator>")
        return rss([item("https://x.example/a#comment-2", said), first])

    by_program, by_writer = parse(page("Ann")).comments, parse(page("what she says")).comments
    assert by_program["text"][0] == "No."
    assert by_program["reply_to"][0] == by_program["id"][1]
    assert by_writer["text"][0] == "Re what she says.\n\nNo."
    assert by_writer["reply_to"].isna().all()


def test_an_undeclared_prefix_is_understood():
    text = (FIXTURES / "blogger/takeout/export.xml").read_text(encoding="utf-8")
    bare = text.replace(" xmlns:blogger='http://schemas.google.com/blogger/2018'", "")
    assert bare != text
    assert parse(bare).comments["reply_to"].notna().sum() == 1


@pytest.mark.parametrize(("status", "state"), [
    ("LIVE", "visible"), ("", "visible"), ("SPAM_COMMENT", "held"), ("DELETED", "removed"),
])  # fmt: skip
def test_states_of_a_takeout(status, state):
    text = (FIXTURES / "blogger/takeout/export.xml").read_text(encoding="utf-8")
    assert parse(text.replace("PENDING", status)).comments["state"][2] == state


def test_entities_that_grow_are_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(FormatError, match="entity 'b'"):
        parse(bomb + rss([item("https://x.example/a#comment-1", "&b;")]))


SCHEMA = {"@context": "https://schema.org", "@type": "Article", "headline": "H"}


def test_comments_that_give_the_pages_address_as_theirs():
    comments = [
        {"@type": "Comment", "url": "https://x.example/a", "text": f"No. {n}"} for n in "12"
    ]
    parsed = parse({**SCHEMA, "url": "https://x.example/a", "comment": comments})
    assert len(parsed.comments) == 2
    assert told(parsed)["repeated_ids"] == 0


def test_a_comment_published_twice_is_one_that_repeats():
    comment = {"@type": "Comment", "@id": "#1", "text": "Yes."}
    assert told(parse({**SCHEMA, "comment": [comment, comment]}))["repeated_ids"] == 1


def test_comments_without_names_that_hold_answers():
    inner = {"@type": "Comment", "text": "Inner."}
    found = parse({**SCHEMA, "comment": [{"@type": "Comment", "text": "Outer.", "comment": inner}]})
    assert found.comments["reply_to"].tolist()[1] == found.comments["id"][0]


def test_answers_of_a_list_of_questions_are_no_comments():
    question = {
        "@type": "Question",
        "name": "Q?",
        "acceptedAnswer": {"@type": "Answer", "text": "A"},
    }
    parsed = parse({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": [question]})
    assert len(parsed.comments) == 0


def test_expanded_linked_data():
    site = "https://schema.org/"
    comment = {"@type": [f"{site}Comment"], f"{site}text": [{"@value": "T"}],
               f"{site}author": [{f"{site}name": [{"@value": "N"}]}]}  # fmt: skip
    found = parse([{"@type": [f"{site}Article"], f"{site}comment": [comment]}])
    assert found.comments[["text", "author"]].values.tolist() == [["T", "N"]]


NOTHINGS = [None, 5, [], [None], "x", {"a": None}]


@pytest.mark.parametrize("nothing", NOTHINGS, ids=repr)
@pytest.mark.parametrize("name", ["schema_org/posting", "schema_org/graph", "microformats/article",
                                  "bluesky/thread", "bluesky/flat"])  # fmt: skip
def test_any_value_can_be_something_else(name, nothing):
    """Wherever a value is replaced by one of another type, its reader gives items."""
    known = EXPORTS[name.partition("/")[0]]
    whole = json.loads((FIXTURES / name / "export.json").read_text(encoding="utf-8"))
    for steps in _places(whole):
        changed = json.loads(json.dumps(whole))
        holder = changed
        for step in steps[:-1]:
            holder = holder[step]
        holder[steps[-1]] = nothing
        (export,), _ = find_exports("x", json.dumps(changed).encode())
        if known.detect(export):
            for _ in gather(known.read(export), "x", Tally()):
                pass


def _places(value, steps=()):
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield (*steps, key)
        yield from _places(value[key], (*steps, key))


def test_answers_in_a_circle():
    entries = [{"type": ["h-entry"], "properties": {"uid": [own], "content": [own],
                                                    "in-reply-to": [other]}}
               for own, other in ("ab", "ba", "cc")]  # fmt: skip
    parsed = parse({"items": entries})
    assert len(parsed.comments) == 3
    assert told(parsed)["cycles"] == 1


def test_lists_of_posts_are_all_comments():
    def post(number, **more):
        record = {"text": "a", "createdAt": "2024-01-01T00:00:00Z", **more}
        return {"post": {"uri": f"at://x/{number}", "author": {"handle": "h"}, "record": record}}

    answer = post(2, reply={"parent": {"uri": "at://x/1"}, "root": {"uri": "at://x/1"}})
    passed_on = {**post(3), "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}}
    parsed = parse({"feed": [post(1), answer, passed_on], "cursor": "c"})
    assert parsed.comments["reply_to"].fillna("").tolist() == ["", "x:at://x/1"]
    assert told(parsed)["input"]["by_name"] == {"comment": 2, "repost or pinned post": 1}


NOTE = {"type": "Note", "id": "https://a.example/2", "content": "<p>Two</p>",
        "inReplyTo": "https://a.example/1"}  # fmt: skip


@pytest.mark.parametrize("items", [NOTE, [NOTE], [{**NOTE, "type": ["Note"]}]])
def test_collections_of_one(items):
    context = "https://www.w3.org/ns/activitystreams"
    parsed = parse({"@context": context, "type": "Collection", "totalItems": 3, "items": items})
    assert parsed.comments["text"].tolist() == ["Two"]
    assert any("2 more items" in warning for warning in told(parsed)["warnings"])


def test_replies_that_are_addresses_are_stubs():
    replies = {"type": "Collection", "items": ["https://b.example/3"]}
    context = "https://www.w3.org/ns/activitystreams"
    parsed = parse({"@context": context, **NOTE, "replies": replies, "attributedTo": [
        {"type": "Person", "id": "https://a.example/u", "preferredUsername": "ulla"}]})  # fmt: skip
    assert told(parsed)["stands_for"] == 1
    assert parsed.comments["author"].tolist() == ["ulla"]
