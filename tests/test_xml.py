"""XML: its elements one by one, mended where it is broken, refused where it is a trap."""

import gzip
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import FormatError
from toolkit.records import find_exports, streams
from toolkit.records.xml_mending import mend
from toolkit.records.xml_tree import attribute, local_name, markup_of


def opened(data):
    (export,), _ = find_exports("x", data.encode() if isinstance(data, str) else data)
    return export


def texts(export, *names, holders=()):
    found = export.elements(*(names or ("entry",)), holders=holders)
    return [(place, "".join(element.itertext())) for place, element in found]


def feed(*entries, head='<?xml version="1.0"?><feed>', end="</feed>"):
    return head + "".join(f"<entry>{entry}</entry>" for entry in entries) + end


def test_elements_have_places_and_are_the_outermost():
    data = ('<?xml version="1.0"?><a:rss xmlns:a="urn:a" xmlns:b="urn:b"><channel><b:item>1<item>2'
            "</item></b:item><x/><b:item>3</b:item></channel><channel><b:item>4</b:item></channel>"
            "</a:rss>")  # fmt: skip
    export = opened(data)
    assert texts(export, "item") == [
        ("xpath=/a:rss/channel/b:item[1]", "12"), ("xpath=/a:rss/channel/b:item[2]", "3"),
        ("xpath=/a:rss/channel[2]/b:item[1]", "4"),
    ]  # fmt: skip
    assert not export.repairs
    assert export.opening.name == "rss"
    assert export.opening.namespaces == {"urn:a", "urn:b"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R&D &nbsp;x", "R&D \xa0x"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a\x0bb\x00c", "abc"),
        ("<![CDATA[a\x0bb & <c>]]>", "ab & <c>"),
        ("&#11;&#x0;&#128514;", "\U0001f602"),
        ("&#55357;&#56834;", "\U0001f602"),
        ("&#xD83D;&#xDE02;&#xD83D;", "\U0001f602\ufffd"),
        ("<b id=1 x='2'>one<br>two", "onetwo"),
        ("</i>one", "one"),
        ("&unheard; &amp;", "&unheard; &"),
        ('<a href="x?a=1&b=2">y</a>', "y"),
        ("<?php x ?><!-- - -- -->z", "z"),
    ],
)
def test_what_is_not_well_formed_is_mended(written, read):
    export = opened(feed("before", written + "<oops>", "after"))
    found = texts(export)
    assert [text for _, text in found] == ["before", read, "after"]
    assert [place[-2] for place, _ in found] == ["1", "2", "3"]
    assert export.repairs == {"XML that is not well formed": 1}
    assert "not well formed" in export.notes[0]


def test_what_is_well_formed_needs_no_mending():
    export = opened(feed("<![CDATA[a & <b>]]>", "R&amp;D &#128514;", "<i>x</i>"))
    assert [text for _, text in texts(export)] == ["a & <b>", "R&D \U0001f602", "x"]
    assert not export.repairs
    assert not export.notes


@given(
    st.lists(st.sampled_from(["<entry>", "</entry>", "<![CDATA[", "]]>", "&", "&amp;", "&eacute;",
                              "<", ">", "<b x=1>", "</b>", "word", "\x0b", "<!--", "-->", "é"])),
    st.integers(1, 7),
)  # fmt: skip
def test_mending_does_not_depend_on_the_stretches(pieces, width):
    text = "".join(pieces)
    cut = [text[i : i + width] for i in range(0, len(text), width)]
    assert "".join(mend(cut)) == "".join(mend([text]))


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30))
def test_mending_keeps_text(text):
    """Escaped text comes back as it is, in CDATA and out of it."""
    inside = text.replace("]]>", "")
    export = opened(feed(escape(text), f"<![CDATA[{inside}]]>", "<oops>"))
    expected = [t.replace("\ufffe", "").replace("\uffff", "") for t in (text, inside)]
    assert [found for _, found in texts(export)][:2] == expected


def test_elements_are_let_go():
    """What was read is emptied and taken out, so that memory stays bounded."""
    elements = (element for _, element in opened(feed("one", "two", "three")).elements("entry"))
    first, second = next(elements), next(elements)
    assert first.text is None
    assert next(elements).getprevious() is second
    assert second.getprevious() is None


def test_a_file_cut_short_gives_what_is_whole():
    data = feed("one", "two", "three")
    export = opened(data[: data.index("three") + 2])
    assert [text for _, text in texts(export)] == ["one", "two"]
    assert export.repairs == {"the file ends too early": 1}


@pytest.mark.parametrize("cut", ["<c>th", "<c>three</c><c", "<c", "<c><![CDATA[thr", "<c>R&am"])
def test_a_holder_that_is_cut_comes_without_its_last_part(cut):
    export = opened(f"<?xml version='1.0'?><rss><item><c>1</c></item><item><c>2</c>{cut}")
    kept = "2three" if "</c>" in cut else "2"
    assert [text for _, text in texts(export, "item", holders=("item",))] == ["1", kept]
    assert export.repairs == {"the file ends too early": 1}


def test_several_documents_in_one_file():
    export = opened(feed("one") + "\n" + feed("two", "three"))
    assert texts(export) == [
        ("xpath=/feed/entry[1]", "one"), ("xpath=/feed[2]/entry[1]", "two"),
        ("xpath=/feed[2]/entry[2]", "three"),
    ]  # fmt: skip


def test_an_element_that_is_never_closed_ends_where_the_next_begins():
    export = opened('<?xml version="1.0"?><feed><entry>one<entry>two</entry><entry/>x</feed>')
    assert [text for _, text in texts(export)] == ["one", "two", ""]


def test_entities_that_grow_are_refused():
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "lol">{bomb}]>'
    export = opened(head + "<feed><entry>&l11;</entry></feed>")
    for read in (lambda: texts(export), lambda: export.root, lambda: export.opening):
        with pytest.raises(FormatError, match="declares the entity 'l1'"):
            read()
    long = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "{"x" * 9999}">]><feed/>'
    with pytest.raises(FormatError, match="declares the entity 'a'"):
        texts(opened(long))


def test_entities_of_the_document_and_from_outside():
    declared = (
        '<!ENTITY % all SYSTEM "http://x.example/a.ent"> %all;<!ENTITY shop "Fish &#38; Co">'
        '<!ENTITY out SYSTEM "file:///etc/passwd">'
    )
    head = f'<?xml version="1.0"?><!DOCTYPE feed [{declared}]><feed>'
    export = opened(feed("&shop; &out; &eacute;", head=head))
    assert [text for _, text in texts(export)] == ["Fish & Co &out; é"]
    assert not export.repairs
    assert export.root[0].text == "Fish & Co &out; é"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "ISO-8859-1"), ("cp1252", "ISO-8859-1"), ("utf-16", "utf-16"),
     ("utf-8-sig", "utf-8"), ("cp1251", "windows-1251"), ("utf-16-le", "utf-16")],
)  # fmt: skip
def test_encodings(encoding, declared):
    head = f'<?xml version="1.0" encoding="{declared}"?><feed>'
    word = "Где" if encoding == "cp1251" else "Zoë"
    export = opened(feed("a" * 3000, word, head=head).encode(encoding))
    assert texts(export)[1][1] == word
    assert not export.repairs


def test_an_encoding_that_is_not_declared():
    data = feed("Zoë schön café über", head='<?xml version="1.0" encoding="utf-8"?><feed>').encode(
        "cp1252"
    )
    export = opened(data)
    assert texts(export)[0][1] == "Zoë schön café über"
    assert export.notes == ["the encoding is not declared as such; read as cp1252"]


def test_letters_beyond_the_head(monkeypatch):
    """The first text is ASCII; what is beyond it is read as declared."""
    head = '<?xml version="1.0" encoding="ISO-8859-1"?><feed>'
    data = feed("x" * 2_000_000, "Zoë", head=head).encode("latin-1")
    monkeypatch.setattr(streams, "BLOCK", 2**16)
    assert texts(opened(data))[1][1] == "Zoë"


def test_broken_letters_are_said():
    data = feed("Zoë" * 100, "x").encode().replace(b">x<", b">\xeb<")
    export = opened(data)
    assert texts(export)[1][1] == "\ufffd"
    assert export.repairs


def test_packed_and_damaged():
    data = gzip.compress(feed(*(f"{n} {n * 7919 % 1013}" for n in range(20_000))).encode())
    assert len(texts(opened(data))) == 20_000
    export = opened(data[: len(data) // 2])
    assert 5_000 < len(texts(export)) < 15_000
    assert len([note for note in export.notes if "gzip" in note]) == 1


@pytest.mark.parametrize(
    "hostile",
    ["<!--" * 50_000, "<!DOCTYPE x>" * 20_000, "<!DOCTYPE [" * 20_000, "<a '" * 50_000,
     "<![CDATA[" * 25_000, "&" * 200_000, "<" * 200_000, "<b>" * 50_000, "<b></c>" * 25_000,
     '<a b="' * 40_000, "<?" * 100_000, "&#55357;" * 20_000, "<a" + " a=b" * 50_000 + ">"],
)  # fmt: skip
def test_hostile_markup_ends(hostile):
    """Each is read, or refused, at once; those that took squares of their length did not end."""
    for data in (
        feed("one", hostile, "two"),
        f'<?xml version="1.0"?>{hostile}{feed("one", head="<feed>")}',
    ):
        for found in find_exports("x", data.encode())[0]:
            try:
                texts(found)
            except FormatError as error:
                assert "x: " in str(error)  # noqa: PT017


def test_deep_elements():
    export = opened(feed("<b>" * 50_000 + "x", "y"))
    assert texts(export)[-1][1] == "y"


def test_nothing_of_xml():
    with pytest.raises(FormatError, match="can't be read"):
        texts(opened("<?xml version='1.0'?><rss <<"))


def test_helpers():
    export = opened(feed('<a xmlns:d="urn:d" d:id=" 7 ">x<b>1 &amp; 2</b></a>'))
    element = next(found for _, found in export.elements("a"))
    assert local_name(element) == "a"
    assert attribute(element, "id") == "7"
    assert attribute(element, "name") is None
    assert markup_of(element).startswith("x<b")
