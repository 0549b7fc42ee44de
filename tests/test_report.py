"""The report's folder: what stands in it, that nothing hostile works, that nothing is lost."""

from __future__ import annotations

import base64
import csv
import dataclasses
import hashlib
import json
import re
import stat
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from markdown_it import MarkdownIt

import toolkit
from toolkit.errors import OutputError
from toolkit.findings import state_findings
from toolkit.pipeline import Analysis, analyse
from toolkit.report import content as content_module
from toolkit.report import write_report
from toolkit.report.marks import Span, make_anchor, mark_paragraphs, mark_text, show_controls

MakeAnalysis = Callable[..., Analysis]
DATA = Path(__file__).parents[1] / "data" / "diplomat-north-korea"

HOSTILE = [
    "<script>window.hacked=1;alert(1)</script> great",
    "<img src=x onerror=window.hacked=1> </textarea></table></details><svg onload=alert(1)>",
    "[click](javascript:alert(1)) javascript:alert(1) https://evil.example/ www.evil.example",
    '=HYPERLINK("http://evil.example","x") | a | b |\n-----\n# heading\n1. one\n- two',
    "+1 \u202egnp.exe\u202c \u2066x\u2069 \u200f bell\x07 esc\x1b[31m nul\x00 c1\x85",
    "{{ 7*7 }} {% raw %} $x$ ${7*7} `code` *bold* _it_ ~~s~~ <!-- c --> &lt;b&gt; &amp;",
    "]]> '\"><b onclick=alert(1)>x</b> <base href=//evil.example>",
]
AUTHORS = [
    "<b onmouseover=alert(1)>Eve</b> =cmd|' /C calc'!A0 \u202ex",
    '"><script>alert(1)</script>',
]
SHOWN = [show_controls(text) for text in HOSTILE]


class Page(HTMLParser):
    """What a page holds: tags with attributes, the ids, headings and texts of elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._inside: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs)), f"an attribute twice in {tag}"
        if tag in ("script", "style"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.said.append(data)

    @property
    def text(self) -> str:
        return "".join(self.said)

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.tags if "id" in attributes]

    def links(self) -> Iterator[str]:
        for tag, attributes in self.tags:
            if tag == "a":
                yield str(attributes["href"])


def read(folder: Path, name: str = "report.html") -> str:
    return (folder / name).read_text("utf-8")


@pytest.fixture(scope="module")
def made(make_analysis: MakeAnalysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "made"
    write_report(make_analysis(11), folder, command="toolkit report made.txt -o made")
    return folder


@pytest.fixture(scope="module")
def hostile(make_analysis: MakeAnalysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "hostile"
    analysis = make_analysis(
        14,
        texts=HOSTILE,
        authors=AUTHORS,
        title=f"{HOSTILE[0]} \u202e",
        labels={"war": f"{HOSTILE[1]}\u2066"},
    )
    old, new = analysis.comments["id"][0], '"><script>alert(1)</script>\u202e'

    def renamed(cell: object) -> object:
        if isinstance(cell, list):
            return [renamed(one) for one in cell]
        return new if isinstance(cell, str) and cell == old else cell

    tables = {}
    for field in dataclasses.fields(analysis):
        table = getattr(analysis, field.name)
        if isinstance(table, pd.DataFrame):
            columns = [name for name in ("id", "ids", "conversation_id") if name in table]
            tables[field.name] = table.assign(
                **{name: table[name].map(renamed) for name in columns}
            )
    write_report(dataclasses.replace(analysis, **tables), folder)
    return folder


@pytest.fixture(scope="module", params=["made", "hostile"])
def page(request: pytest.FixtureRequest) -> Page:
    return Page(read(request.getfixturevalue(request.param)))


def test_ids_are_unique_and_links_lead_to_them(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    targets = [unquote(link[1:]) for link in page.links() if link.startswith("#")]
    assert len(targets) > 30
    assert set(targets) <= set(page.ids)


def test_other_links_lead_to_files_of_the_folder(made: Path) -> None:
    page = Page(read(made))
    files = {link for link in page.links() if not link.startswith("#")}
    assert {"comments.csv", "manifest.json"} < files
    assert any(name.startswith("figures/") for name in files)
    for name in files:
        assert (made / name).is_file()
    for name in re.findall(r"\]\(([^#)][^)]*)\)", read(made, "report.md")):
        assert (made / name).is_file()


def test_nothing_runs_and_nothing_is_fetched(page: Page) -> None:
    allowed = set(
        "html head meta title link style script body a header nav main section h1 h2 h3 h4 p bdi "
        "dl div dt dd ul ol li span details summary em strong figure img figcaption table caption "
        "thead tbody tr th td mark br code".split()
    )
    assert {tag for tag, _ in page.tags} <= allowed
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag == "img":
            assert str(attributes["src"]).startswith("data:image/")
        if tag == "a":
            assert re.match(r"#|[a-z_]+\.(csv|json|jsonl)$|figures/", str(attributes["href"]))


def test_the_policy_allows_only_the_pages_own_style_and_script(made: Path) -> None:
    text = read(made)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; img-src data:; ")
    assert rules.endswith("base-uri 'none'; form-action 'none'")
    assert "unsafe" not in rules
    for tag in ("style", "script"):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert inside is not None
        digest = hashlib.sha256(inside[1].encode()).digest()
        assert f"{tag}-src 'sha256-" in rules
        assert base64.b64encode(digest).decode() in rules


def test_hostile_texts_stand_in_the_page_literally(hostile: Path) -> None:
    text = re.sub(r"\s+", " ", Page(read(hostile)).text)
    for said in (*SHOWN, *map(show_controls, AUTHORS)):
        assert re.sub(r"\s+", " ", said) in text


def test_no_control_or_direction_character_is_left(hostile: Path) -> None:
    for name in ("report.html", "report.md"):
        hidden = re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200e\u200f]",
                            read(hostile, name))  # fmt: skip
        assert hidden == []


def test_hostile_texts_stand_in_the_markdown_literally(hostile: Path) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(read(hostile, "report.md"))
    inline = [child for token in tokens for child in token.children or []]
    html = [token.content for token in (*tokens, *inline) if token.type.startswith("html")]
    assert set(html) <= {tag for tag in html if re.fullmatch(r'<a id="[\w.:-]+">|</a>', tag)}
    targets = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
    assert all(re.match(r"#c-|[a-z_]+\.(csv|json)$|figures/", target) for target in targets)
    shown = " ".join(token.content for token in inline if token.type == "text")
    shown = re.sub(r"\s+", " ", shown)
    for said in SHOWN:
        for line in said.split("\n"):
            assert re.sub(r"\s+", " ", line).strip() in shown.replace("  ", " ")


def test_cells_that_begin_like_formulas_are_guarded(hostile: Path) -> None:
    with (hostile / "comments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name, cell in row.items():
                if cell[:1] in "=+-@\t\r" and cell:
                    assert name.startswith(("vader_", "discovered_topic"))
                    float(cell)


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_page_is_accessible_by_its_markup(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "en"}) in page.tags
    assert all(name in tags for name in ("header", "nav", "main"))
    assert all(attributes.get("alt") for tag, attributes in page.tags if tag == "img")
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert next(page.links()) == "#findings"


def test_reading_order(made: Path) -> None:
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", read(made))
    assert headings == [
        "Findings", "Who spoke when", "What about", "How they feel, and how far to trust it",
        "Article and readers", "All comments", "How the thread was read",
        "Method, limits, manifest",
    ]  # fmt: skip
    assert re.findall(r"^## (.*)$", read(made, "report.md"), re.MULTILINE) == headings


def test_findings_stand_in_page_and_markdown(made: Path, make_analysis: MakeAnalysis) -> None:
    text = re.sub(r"\s+", " ", Page(read(made)).text.replace("\xa0", " "))
    plain = re.sub(r"\\(.)", r"\1", read(made, "report.md").replace("\xa0", " "))
    findings = state_findings(make_analysis(11))
    assert len(findings) >= 4
    for finding in findings:
        assert finding.sentence in text
        assert finding.basis in text
        assert finding.sentence in plain


def test_table_holds_every_comment_with_the_tables_values(
    made: Path, make_analysis: MakeAnalysis
) -> None:
    comments = make_analysis(11).comments
    rows = re.findall(r'<tr role="row" id="([^"]*)".*?</details>\s*</td>', read(made), re.DOTALL)
    assert rows == [make_anchor(identity) for identity in comments["id"]]
    values = re.findall(r'<span class="score \w+">([^<]*)</span> (\w+)', read(made))
    expected = [
        ("0.00" if abs(score) < 0.005 else f"{score:+.2f}".replace("-", "−"), label)
        for score, label in zip(
            comments["vader_normalised_compound"], comments["vader_normalised_label"], strict=True
        )
    ]
    assert values == expected
    raw = comments["vader_compound"] != comments["vader_normalised_compound"]
    assert read(made).count("with its characters as typed:") == raw.sum()


def test_every_line_of_the_input_is_accounted_for(tmp_path: Path) -> None:
    path = DATA / "diplomat-north-koreas-six-trillion-dollar-question.txt"
    analysis = analyse(toolkit.parse_comments([toolkit.read_document(path)]), resamples=99)
    write_report(analysis, tmp_path / "report")
    text = read(tmp_path / "report")
    numbers = re.findall(r'<tr class="(\w+)"><th scope="row">(\d+)</th>', text)
    lines = path.read_text("utf-8").split("\n")
    assert [int(number) for _, number in numbers] == [
        place for place, line in enumerate(lines, start=1) if line.strip()
    ]
    assert {role for role, _ in numbers} == {
        "title", "article", "comment", "pingback", "furniture",
    }  # fmt: skip


def test_files_and_manifest(made: Path) -> None:
    manifest = json.loads(read(made, "manifest.json"))
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert set(manifest["files"]) == files - {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == digest
    assert manifest["command"] == "toolkit report made.txt -o made"
    assert manifest["seed"] == 0
    assert manifest["inputs"][0]["sha256"] == "0" * 64
    expected = "comments.jsonl report.html report.md " + " ".join(
        f"{name}.csv"
        for name in ("comments", "counts", "estimates", "keyness", "lines", "sentences", "topics")
    )
    assert set(expected.split()) < files


def test_two_runs_give_the_same_bytes(
    made: Path, make_analysis: MakeAnalysis, tmp_path: Path
) -> None:
    written = write_report(
        make_analysis(11), tmp_path / "again", command="toolkit report made.txt -o made"
    )
    assert written == sorted(written)
    for path in written:
        name = path.relative_to(tmp_path / "again")
        assert path.read_bytes() == (made / name).read_bytes(), name


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_comments(make_analysis: MakeAnalysis, tmp_path: Path, size: int) -> None:
    write_report(make_analysis(size, pingbacks=0), tmp_path / "report")
    page = Page(read(tmp_path / "report"))
    targets = [unquote(link[1:]) for link in page.links() if link.startswith("#")]
    assert set(targets) <= set(page.ids)
    has_table = any(attributes.get("class") == "comments wide" for _, attributes in page.tags)
    assert has_table == (size > 0)
    if not size:
        assert "Nothing can be concluded about readers" in page.text
        assert not [tag for tag, _ in page.tags if tag in ("img", "figure")]
        assert "Read as a pasted thread." in page.text  # the reason that the sources table gives


def test_a_capped_table_says_so_and_no_link_leads_to_an_absent_row(
    make_analysis: MakeAnalysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = content_module.make_rows
    monkeypatch.setattr(content_module, "make_rows", lambda analysis: whole(analysis, most=5))
    write_report(make_analysis(11, pingbacks=0), tmp_path / "report")
    page = Page(read(tmp_path / "report"))
    assert "first 5 of 11 records" in page.text
    assert "more that only comments.csv shows" in page.text
    targets = {unquote(link[1:]) for link in page.links() if link.startswith("#")}
    assert targets <= set(page.ids)
    assert sum(target.startswith("c-") for target in page.ids) == 5


def test_an_earlier_report_is_replaced_as_a_whole(
    make_analysis: MakeAnalysis, tmp_path: Path
) -> None:
    folder = tmp_path / "deep" / "report"
    write_report(make_analysis(3), folder)
    (folder / "topics.csv").unlink()  # half-present: still ours
    write_report(make_analysis(4), folder)
    assert "4 reader comments" in re.sub(r"\W+", " ", read(folder, "report.md"))
    assert (folder / "topics.csv").is_file()
    assert [path.name for path in folder.parent.iterdir()] == ["report"]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("notes.txt", "mine", "is not empty and holds no report of ours"),
        ("manifest.json", "{}", "is not empty and holds no report of ours"),
        ("manifest.json", "[1", "is not empty and holds no report of ours"),
    ],
)
def test_a_folder_of_others_is_not_touched(
    make_analysis: MakeAnalysis, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(OutputError, match=said):
        write_report(make_analysis(1), tmp_path)
    assert snapshot(tmp_path) == {name: text.encode()}


def test_a_stray_file_in_a_report_is_not_lost(make_analysis: MakeAnalysis, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    write_report(make_analysis(1), folder)
    (folder / "figures" / "my notes.txt").write_text("mine")
    before = snapshot(tmp_path)
    with pytest.raises(OutputError, match=r"figures/my notes\.txt.*would be lost"):
        write_report(make_analysis(2), folder)
    assert snapshot(tmp_path) == before


def test_a_failure_leaves_the_earlier_report(
    make_analysis: MakeAnalysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "report"
    write_report(make_analysis(1), folder)
    before = snapshot(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.report.write_manifest", fail)
        with pytest.raises(OutputError, match="No space left"):
            write_report(make_analysis(2), folder)
        with pytest.raises(OutputError):
            write_report(make_analysis(2), tmp_path / "new" / "report")
    assert snapshot(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]

    rename = Path.rename

    def fail_at_the_swap(path: Path, target: Path) -> Path:
        if path.name.endswith(".part"):
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_at_the_swap)
    with pytest.raises(OutputError, match="Permission denied"):
        write_report(make_analysis(2), folder)
    assert snapshot(tmp_path) == before


def test_a_file_in_the_place_and_above_it(make_analysis: MakeAnalysis, tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        write_report(make_analysis(1), path)
    with pytest.raises(OutputError, match="is a file"):
        write_report(make_analysis(1), path / "inner")
    assert path.read_text() == "mine"


def test_an_unwritable_parent(
    make_analysis: MakeAnalysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    monkeypatch.setattr("os.access", lambda *_: False)  # the superuser may write anywhere
    with pytest.raises(OutputError, match="can't be written"):
        write_report(make_analysis(1), tmp_path / "report")
    tmp_path.chmod(stat.S_IRWXU)
    assert list(tmp_path.iterdir()) == []


def test_marks_that_overlap_nest_without_losing_text() -> None:
    spans = [Span(0, 7, "topic", "t"), Span(4, 10, "negative", "−2"), Span(12, 99, "topic", "t")]
    marked = str(mark_text("trade war <b>", spans))
    assert re.sub(r"</?mark[^>]*>", "", marked) == "trade war &lt;b&gt;"
    marked = str(mark_text("trade wars <b>", spans[:2]))
    assert marked == (
        '<mark class="topic" title="t">trad</mark>'
        '<mark class="topic negative" title="t; −2">e w</mark>'
        '<mark class="negative" title="−2">ars</mark> &lt;b&gt;'
    )


def test_titles_of_marks_are_escaped() -> None:
    marked = str(mark_text("x", [Span(0, 1, "topic", '"><script>')]))
    assert marked == '<mark class="topic" title="&#34;&gt;&lt;script&gt;">x</mark>'


def test_paragraphs_keep_their_marks() -> None:
    text = "one good\nline\n\n\ntwo bad"
    marks = [Span(4, 8, "positive", "+"), Span(20, 23, "negative", "−")]
    assert [str(part) for part in mark_paragraphs(text, marks)] == [
        'one <mark class="positive" title="+">good</mark>\nline',
        'two <mark class="negative" title="−">bad</mark>',
    ]


def test_anchors_differ_and_hold_no_markup() -> None:
    ids = ["a:1", "a 1", "<a>", "", "-x", "--x", "ä", "a" * 200, "\ud800"]
    anchors = [make_anchor(identity) for identity in ids]
    assert len(set(anchors)) == len(ids)
    assert all(re.fullmatch(r"c-[\w.:-]+", anchor, re.ASCII) for anchor in anchors)
