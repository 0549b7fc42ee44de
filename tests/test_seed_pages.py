"""The two pages that the project carries, against values written by hand from the pages."""

import csv
import hashlib
from pathlib import Path

import pytest

from toolkit.accounting import summarise
from toolkit.documents import read_document
from toolkit.formats import parse_comments
from toolkit.pages import text_at

DATA = Path(__file__).parents[1] / "data"
DIPLOMAT = DATA / "diplomat-north-korea/diplomat-north-koreas-six-trillion-dollar-question.txt"
CNBC = DATA / "cnbc-rare-earth/cnbc-why-china-wants-north-koreas-rare-earth-minerals.txt"

# kind, author, timestamp, first words, last words: read from the page, in its order
RECORDS = [
    ("pingback", None, None, "[...] North Korea The Korean", "hasn't changed. . . [...]"),
    ("pingback", None, None, "[...] labor regulations,", "Due to sanctions, it is [...]"),
    ("pingback", None, None, "[...] rogue state is", "products and are coveted [...]"),
    ("pingback", None, None, "[...] rogue state is", "high-tech products and are [...]"),
    ("comment", None, "2013-01-21T09:17", "I absolutely beg differ", "I absolutely beg differ"),
    ("comment", None, "2012-10-21T21:34", "Oh, there're precious", "I mean 'constructively'?"),
    ("comment", None, "2012-09-20T04:16", "china for years and years", "from others as well ."),
    ("comment", None, "2012-09-02T22:48", "Maybe…but the regime's", "ethics in North Korea."),
    ("comment", None, "2012-09-01T09:47", "Oh yeah? It was reported", "in unintelligible English!"),
    ("comment", None, "2012-09-01T06:59", "Were with the Chinese", "your own history book."),
    ("comment", None, "2012-08-31T18:01", "Don't call Korean losers", "is in the making!!!"),
    ("comment", None, "2012-08-31T08:30", "Don’t you think the US", "and impoverishment?"),
    ("pingback", None, "2012-08-31T02:19", "[...] estimated value", "whether North [...]"),
    ("comment", None, "2012-08-30T12:09", "Both North and South Korea", "sucking NKorea dry."),
    (
        "comment",
        "Mark Thomason",
        "2012-08-30T07:25",
        "The North Koreans would",
        "right about that.",
    ),
    ("comment", None, "2012-08-30T00:47", "there's supposedly a lot", "just like north korea."),
]
# role, name, lines: read from the page
DIPLOMAT_LINES = [
    ("title", "title", [1, 4]),
    ("furniture", "image credit", [2]),
    ("article", "paragraph", [7, 9, 11, 13, 15, 17, 19]),
    ("pingback", "text", [22, 24, 26, 28, 65]),
    ("pingback", "date", [63]),
    ("comment", "date", [30, 34, 38, 42, 46, 51, 55, 59, 67, 72, 76]),
    ("comment", "author", [71]),
    ("comment", "text", [32, 36, 40, 44, 48, 49, 53, 57, 61, 69, 74, 78]),
    ("furniture", "comment form", [80, 82, 83, 84, 85]),
    ("furniture", "newsletter", [87, 88]),
]


@pytest.fixture(scope="module")
def diplomat():
    return parse_comments([read_document(DIPLOMAT)])


@pytest.fixture(scope="module")
def cnbc():
    return parse_comments([read_document(CNBC)])


@pytest.mark.parametrize("position", range(len(RECORDS)))
def test_diplomat_record(diplomat, position):
    kind, author, timestamp, first, last = RECORDS[position]
    record = diplomat.comments.iloc[position].astype(object).where(lambda cell: cell.notna(), None)
    assert (record["kind"], record["author"], record["timestamp"]) == (kind, author, timestamp)
    assert record["text"].startswith(first)
    assert record["text"].endswith(last)
    assert record["position"] == position
    assert record["state"] == "visible"
    assert record["reply_to"] is None
    assert record["conversation_id"] == record["id"]
    assert (record["upvotes"], record["downvotes"]) == (None, None)


def test_diplomat_has_sixteen_records(diplomat):
    assert len(diplomat.comments) == len(RECORDS) == 16
    assert diplomat.comments["id"].is_unique


def test_diplomat_timestamps_as_printed(diplomat):
    printed = diplomat.comments["timestamp_text"]
    assert printed.iloc[4] == "January 21, 2013 at 09:17"
    assert printed.isna().tolist() == [True] * 4 + [False] * 12


def test_diplomat_paragraphs(diplomat):
    texts = diplomat.comments["text"]
    assert texts.str.contains("\n").sum() == 1
    one, two = texts.iloc[8].split("\n\n")
    assert one.endswith("only 5 years ago.")
    assert two.startswith("So I wish you bloggers")


def test_diplomat_locators(diplomat):
    page = DIPLOMAT.read_text(encoding="utf-8")
    for _, record in diplomat.comments.iterrows():
        start, end = map(int, record["locator"].removeprefix("char=").split(","))
        assert page[start:end].split() == record["text"].split()
        assert text_at(read_document(DIPLOMAT), record["locator"]) == record["text"]


def test_diplomat_accounting(diplomat):
    lines = diplomat.lines
    found = {
        (role, name): group["line"].tolist()
        for (role, name), group in lines.groupby(["role", "name"])
    }
    assert found == {(role, name): numbers for role, name, numbers in DIPLOMAT_LINES}
    page = DIPLOMAT.read_text(encoding="utf-8").split("\n")
    assert lines["line"].tolist() == [n for n, line in enumerate(page, 1) if line.strip()]


def test_cnbc_is_an_honest_zero(cnbc):
    assert len(cnbc.comments) == 0
    source = cnbc.sources.iloc[0]
    assert source["title"] == "Why China wants North Korea's rare earth minerals"
    assert source["reading"].startswith("No comments: no line of the page is a date line")
    assert source["article_lines"] == 22
    assert source["lines"] == 65


def test_summary_counts_every_line(diplomat, cnbc):
    for parsed, path in ((diplomat, DIPLOMAT), (cnbc, CNBC)):
        summary = summarise(parsed.sources, parsed.lines, parsed.comments)["sources"][0]
        counts = summary["lines"]
        roles = ("title", "article", "comment", "pingback", "furniture")
        assert counts["total"] == sum(counts[role] for role in roles) + counts["blank"]
        assert counts["total"] == len(path.read_text(encoding="utf-8").splitlines())
        assert len(summary["accounting"]) == counts["total"] - counts["blank"]


def test_provenance_is_documented():
    for path in (DIPLOMAT, CNBC):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert digest in (path.parent / "README.md").read_text(encoding="utf-8")


def test_human_reading_covers_the_thread(diplomat):
    path = DIPLOMAT.parent / "human-reading.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    readers = diplomat.comments[diplomat.comments["kind"] == "comment"]
    assert [row["timestamp"] for row in rows] == readers["timestamp"].tolist()
