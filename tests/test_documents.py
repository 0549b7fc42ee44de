import base64
import bz2
import contextlib
import gzip
import lzma
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import compression
from toolkit.charsets import find_label, guess_legacy
from toolkit.documents import make_document, read_document
from toolkit.errors import FormatError, SourceError
from toolkit.formats import parse_comments

RUSSIAN = "Сегодня утром автобус снова не пришёл. Никто не понимает, почему город молчит. " * 3
SENTENCES = [
    (RUSSIAN, ["cp1251", "koi8-r", "iso8859-5", "cp866"]),
    (
        "Сьогодні вранці автобус знову не приїхав. Ніхто не розуміє, чому мерія мовчить і хто "
        "за це заплатить.",
        ["cp1251", "koi8-u"],
    ),
    (
        "Тази сутрин автобусът пак не дойде. Никой не разбира защо общината мълчи и кой ще плати.",
        ["cp1251"],
    ),
    (
        "Σήμερα το πρωί δεν πέρασε πάλι λεωφορείο. Κανείς δεν καταλαβαίνει γιατί η πόλη σιωπά.",
        ["cp1253", "iso8859-7"],
    ),
    (
        "Bu sabah şehirde otobüs yine gelmedi. Kimse belediyenin neden sustuğunu ve bunu kimin "
        "ödeyeceğini anlamıyor, çok kızgınız.",
        ["cp1254", "iso8859-9"],
    ),
    (
        "Dziś rano autobus znów nie przyjechał. Nikt nie rozumie, dlaczego urząd milczy i kto za "
        "to zapłaci, jesteśmy wściekli.",
        ["cp1250", "iso8859-2"],
    ),
    (
        "Dnes ráno autobus zase nepřijel. Nikdo nechápe, proč úřad mlčí a kdo to zaplatí, "
        "všichni jsme naštvaní.",
        ["cp1250", "iso8859-2"],
    ),
    (
        "Ma reggel megint nem jött a busz. Senki sem érti, miért hallgat a hivatal, és ki fogja "
        "ezt kifizetni, őszintén dühösek vagyunk.",
        ["cp1250", "iso8859-2"],
    ),
    (
        "Jutros autobus opet nije došao. Nitko ne zna zašto općina šuti, a već čekamo više od "
        "pet godina i žalimo se svaki dan, đaci također.",
        ["cp1250", "iso8859-2"],
    ),
    (
        "今朝もまたバスが来ませんでした。なぜ役所が黙っているのか、誰がその費用を払うのか、"
        "誰にも分かりません。",
        ["cp932", "euc_jp"],
    ),
    ("今天早上公交车又没有来。没有人明白为什么市政府保持沉默，也不知道谁来付这笔钱。", ["gb18030"]),
    ("今天早上公車又沒有來。沒有人明白為什麼市政府保持沉默，也不知道誰來付這筆錢。", ["big5"]),
    (
        "오늘 아침에도 버스가 오지 않았습니다. 시청이 왜 침묵하는지, 누가 그 돈을 낼지 모릅니다.",
        ["cp949"],
    ),
    (
        "Ce matin, le bus n’est pas passé. Personne ne comprend pourquoi la mairie se tait ; c’est "
        "déjà la troisième fois cet été.",
        ["cp1252"],
    ),
    (
        "Heute früh kam der Bus wieder nicht. Niemand versteht, warum das Rathaus schweigt und wer "
        "dafür zahlt – wir sind verärgert.",
        ["cp1252"],
    ),
    (
        "Esta mañana el autobús no llegó otra vez. Nadie entiende por qué el ayuntamiento calla.",
        ["cp1252"],
    ),
    ("הבוקר שוב לא הגיע האוטובוס. איש אינו מבין מדוע העירייה שותקת ומי ישלם על כך.", ["cp1255"]),
    ("لم تصل الحافلة هذا الصباح مرة أخرى. لا أحد يفهم لماذا تصمت البلدية ومن سيدفع.", ["cp1256"]),
    ("เช้านี้รถเมล์ไม่มาอีกแล้ว ไม่มีใครเข้าใจว่าทำไมเทศบาลจึงเงียบ และใครจะจ่ายเงิน", ["cp874"]),
]
PAGE = "<html><head><title>Bus</title></head><body><p>{}</p><p>Reply</p></body></html>"
MARKED = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'
COMMENTS = "".join(
    f'<div class="comment"><b class="author">{name}</b><time>{date}</time><p>{text}</p></div>'
    for name, date, text in (
        ("Ann", "May 3, 2014 at 10:12", "The bus never came, and nobody told us why."),
        ("Bob", "May 3, 2014 at 11:40", "It came on Monday. On Tuesday it did not."),
        ("Cleo", "May 4, 2014 at 08:05", "I walk now. It is quicker, and the air is better."),
    )
)


def line_texts(document):
    return [line.text for line in document.lines if not line.is_blank]


@pytest.mark.parametrize("form", ["{}", PAGE])
@pytest.mark.parametrize(
    ("sentence", "encoding"),
    [(text, encoding) for text, encodings in SENTENCES for encoding in encodings],
)
def test_legacy_encodings_are_guessed_and_said_to_be_guessed(sentence, encoding, form):
    document = make_document(form.format(sentence).encode(encoding), source="page")
    assert line_texts(document)[0] == sentence.strip()
    assert document.encoding_guessed
    assert "the encoding is not declared" in document.warnings[0]


def test_a_guess_says_how_sure_it_is():
    assert guess_legacy(RUSSIAN.encode("cp1251")).sure
    short = guess_legacy("déjà vu".encode("cp1252"))
    assert not short.sure
    assert "cp1250" in short.rivals


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark(encoding):
    document = make_document("Ann\nIt came on Monday – é.\n".encode(encoding), source="page")
    assert line_texts(document) == ["Ann", "It came on Monday – é."]
    assert document.encoding == encoding
    assert document.encoding_guessed


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("iso-8859-1", "cp1252"), ("latin1", "cp1252"), ("US-ASCII", "cp1252"),
        ("gb2312", "gb18030"), ("GBK", "gb18030"), ("shift_jis", "cp932"), ("x-sjis", "cp932"),
        ("windows-31j", "cp932"), ("euc-kr", "cp949"), ("ks_c_5601-1987", "cp949"),
        ("iso-8859-9", "cp1254"), ("tis-620", "cp874"), ("big5", "big5hkscs"),
        ("x-cp1251", "cp1251"), ("koi8-r", "koi8-r"), ("utf8", "utf-8"), ("rot13", None),
        ("utf-7", None), ("nothing", None),
    ],
)  # fmt: skip
def test_labels_mean_what_they_mean_on_the_web(label, encoding):
    assert find_label(label) == encoding


@pytest.mark.parametrize(
    ("label", "encoding", "read_as", "warns"),
    [
        ("windows-1251", "cp1251", "cp1251", False),
        ("utf-8", "cp1251", "cp1251", True),  # a wrong declaration
        ("iso-8859-1", "cp1251", "cp1251", True),
        ("iso-8859-1", "utf-8", "utf-8", False),
        ("euc-jp", "cp1251", "cp1251", True),
    ],
)
def test_declarations_that_are_right_and_wrong(label, encoding, read_as, warns):
    document = make_document(MARKED.format(label, RUSSIAN).encode(encoding), source="page.html")
    assert line_texts(document) == [RUSSIAN.strip()]
    assert document.encoding == read_as
    assert bool(document.warnings) is warns


def test_western_text_declared_as_utf_8():
    text = "Der Bus kam früh, für Anwohner zu früh. Ärger, Öde, größte Mühe – “schön”."
    document = make_document(MARKED.format("utf-8", text).encode("cp1252"), source="page.html")
    assert line_texts(document) == [text]
    assert document.encoding == "cp1252"


def test_a_broken_place_in_utf_8_is_shown_and_told():
    text = "Où est le bus ? Il était là, près de l’église, à côté du marché, où l’été passé…"
    broken = (text * 5).encode() + b" caf\xe9"
    document = make_document(broken, source="page.txt")
    assert document.encoding == "utf-8"
    assert document.text.endswith("caf\ufffd")
    assert "1 broken places" in document.warnings[0]


def test_text_that_was_encoded_twice_is_kept_and_told():
    text = "Où était-il passé, ce café là-bas à côté de l'église ?"
    twice = text.encode().decode("cp1252", "replace")
    document = make_document(twice.encode(), source="page.txt")
    assert document.text == twice
    assert "encoded twice" in document.warnings[0]
    assert not make_document(text.encode(), source="page.txt").warnings


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, bz2.compress, lzma.compress])
def test_compressed_pages_are_read(pack):
    plain = make_document(PAGE.format("Hello").encode(), source="page")
    packed = make_document(pack(PAGE.format("Hello").encode()), source="page")
    assert packed.text == plain.text
    assert packed.lines == plain.lines
    assert packed.sha256 != plain.sha256
    assert packed.warnings == ()


def test_members_and_layers():
    twice = gzip.compress(gzip.compress(b"One ") + gzip.compress(b"two"))
    assert make_document(twice, source="page").text == "One two"


def test_text_that_begins_like_zlib():
    assert make_document(b"x^2 + y^2 = 1", source="page").text == "x^2 + y^2 = 1"


def test_a_file_cut_short_gives_what_is_there_and_a_warning():
    lines = "".join(f"Line {number} of many lines.\n" for number in range(2000))
    packed = gzip.compress(lines.encode())
    document = make_document(packed[: len(packed) // 2], source="page.gz")
    assert lines.startswith(document.text)
    assert len(document.text) > 1000
    assert "damaged or ends too early" in document.warnings[0]


def test_a_decompression_bomb_is_refused(monkeypatch):
    monkeypatch.setattr(compression, "MOST_UNPACKED", 2**20)
    with pytest.raises(SourceError, match="unpacks to more than"):
        make_document(gzip.compress(b" " * 2**22), source="page.gz")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (rb"{\rtf1\ansi Hello}", "rich-text document"),
        (b"PK\x03\x04 ... word/document.xml", r"Word document \(.docx\)"),
        (b"PK\x03\x04 ... xl/workbook.xml", r"Excel workbook \(.xlsx\)"),
        (b"PK\x03\x04 ... page.html", "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", r"a picture \(PNG\)"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", r"a picture \(WebP\)"),
        (b"bplist00\xd1", "Safari web archive"),
        (b"WARC/1.0\r\n", "WARC"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe\r\x00\n\x00", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (gzip.compress(b"%PDF-1.7", mtime=0), "a PDF file"),
        (b"text\0with a zero", "NUL byte at byte 4"),
        (b"\x28\xb5\x2f\xfd\x00", "Zstandard|damaged"),
    ],
)
def test_other_files_are_refused_by_name(data, told):
    with pytest.raises(SourceError, match=told):
        make_document(data, source="page")


def mhtml(*parts, start="", closed=True):
    lines = [
        "From: <Saved by a browser>",
        "Snapshot-Content-Location: https://news.example/bus?page=2",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n\tboundary="--edge"',
        "",
        "",
    ]
    for headers, body in parts:
        lines += ["----edge", *headers, "", body]
    lines += ["----edge--", ""] if closed else []
    return "\r\n".join(lines).encode()


ROOT = (
    ["Content-Type: text/html", "Content-ID: <root@page>", "Content-Transfer-Encoding: "
     "quoted-printable", "Content-Location: https://news.example/bus"],
    '<html><head><meta charset=3D"windows-1252"><title>Bus</title></head><body><h1>Bus</h1>'
    '<p>It =E2=80=93 the bu=\r\ns.</p><iframe src=3D"cid:talk@page"></iframe><p>Imprint</p></body>',
)  # fmt: skip
TALK = (
    ["Content-Type: text/html; charset=utf-8", "Content-ID: <talk@page>",
     "Content-Location: https://talk.example/thread"],
    f"<!doctype html><html><head><title>Talk</title></head><body>{COMMENTS}</body></html>",
)  # fmt: skip
PICTURE = (["Content-Type: image/png", "Content-Transfer-Encoding: base64"], "iVBORw0KGgo=")


def test_a_web_archive_is_read_with_its_frames():
    document = make_document(mhtml(ROOT, PICTURE, TALK), source="page.mhtml")
    assert document.media_type == "text/html"
    assert document.address == "https://news.example/bus?page=2"
    assert document.warnings == ()
    assert line_texts(document)[:2] == ["Bus", "It – the bus."]
    assert line_texts(document)[-1] == "Imprint"
    comments = parse_comments([document]).comments
    assert comments["author"].tolist() == ["Ann", "Bob", "Cleo"]
    assert all("saved-frame[1]" in place for place in comments["locator"])


def test_the_address_is_in_the_table_of_sources():
    parsed = parse_comments([make_document(mhtml(ROOT, TALK), source="page.mhtml")])
    assert parsed.sources["address"].tolist() == ["https://news.example/bus?page=2"]


def test_a_web_archive_names_its_start():
    document = make_document(
        mhtml(TALK, ROOT, start='\r\n\tstart="<root@page>";'), source="page.mhtml"
    )
    assert line_texts(document)[0] == "Bus"
    assert parse_comments([document]).comments["author"].tolist() == ["Ann", "Bob", "Cleo"]


def test_pages_of_a_web_archive_that_are_not_shown_are_named():
    advert = (["Content-Type: text/html", "Content-Location: https://ads.example/1"], "<p>Buy</p>")
    document = make_document(mhtml(ROOT, TALK, advert), source="page.mhtml")
    assert "https://ads.example/1" in document.warnings[0]
    assert "Buy" not in line_texts(document)


def test_a_frame_that_is_no_text_is_named():
    frame = (TALK[0], "%PDF-1.7")
    document = make_document(mhtml(ROOT, frame), source="page.mhtml")
    assert line_texts(document) == ["Bus", "It – the bus.", "Imprint"]
    assert "https://talk.example/thread" in document.warnings[0]


def test_a_boundary_counts_at_the_start_of_a_line_only():
    part = (["Content-Type: text/html"], "<p>One ----edge\r\ntwo</p>")
    assert line_texts(make_document(mhtml(part), source="page")) == ["One ----edge two"]


def test_a_web_archive_cut_short():
    document = make_document(mhtml(ROOT, TALK, closed=False), source="page.mhtml")
    assert "ends too early" in document.warnings[0]
    assert len(parse_comments([document]).comments) == 3


def test_a_part_in_base64_and_its_own_encoding():
    body = base64.encodebytes(f"<html><body><p>{RUSSIAN}</p></body></html>".encode("koi8-r"))
    part = (
        ["Content-Type: text/html; charset=koi8-r", "Content-Transfer-Encoding: base64"],
        body.decode(),
    )
    document = make_document(mhtml(part), source="page.mhtml")
    assert line_texts(document) == [RUSSIAN.strip()]
    assert document.encoding == "koi8-r"
    assert not document.encoding_guessed


@pytest.mark.parametrize(
    "data", [mhtml(PICTURE), mhtml(), mhtml().replace(b"----edge", b""), mhtml()[:150]]
)
def test_a_web_archive_without_a_page(data):
    with pytest.raises(SourceError, match="without a page in HTML"):
        make_document(data, source="page.mhtml")


@given(st.binary(max_size=200), st.integers(0, 900), st.integers(0, 60))
def test_damaged_archives_are_read_or_refused(junk, place, cut):
    data = mhtml(ROOT, PICTURE, TALK)
    with contextlib.suppress(SourceError, FormatError):
        make_document(data[:place] + junk + data[place + cut :], source="page.mhtml")


@given(st.binary(max_size=60), st.integers(2, 200))
def test_damaged_gzip_files_are_read_or_refused(junk, place):
    data = gzip.compress(PAGE.format(RUSSIAN).encode(), mtime=0)
    with contextlib.suppress(SourceError, FormatError):
        make_document(data[:place] + junk + data[place + len(junk) :], source="page.gz")


def test_frames_that_hold_each_other_end():
    one = (
        ["Content-Type: text/html", "Content-ID: <a@x>"],
        '<body><p>A</p><iframe src="cid:b@x"></iframe><iframe src="cid:b@x"></iframe></body>',
    )
    other = (
        ["Content-Type: text/html", "Content-ID: <b@x>"],
        '<body><p>B</p><iframe src="cid:a@x"></iframe><iframe src="cid:b@x"></iframe></body>',
    )
    assert line_texts(make_document(mhtml(one, other), source="page")) == ["A", "B"]


def save_page(folder, frame_src, *, name="bus_files/thread.html", frame=TALK[1]):
    page = folder / "bus.html"
    page.write_text(
        "<!-- saved from url=(0024)https://news.example/bus -->\n<html><body><h1>Bus</h1>"
        "<script>var no = '<iframe src=\"./bus_files/thread.html\"></iframe>';</script>"
        f'<iframe src="{frame_src}"></iframe><p>Imprint</p></body></html>',
        encoding="utf-8",
    )
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(frame, encoding="utf-8")
    return page


def test_frames_saved_beside_a_page_are_read(tmp_path):
    document = read_document(save_page(tmp_path, "./bus_files/thread.html?x=1#top"))
    assert document.address == "https://news.example/bus"
    assert document.warnings == ()
    comments = parse_comments([document]).comments
    assert comments["author"].tolist() == ["Ann", "Bob", "Cleo"]
    assert all("saved-frame[1]" in place for place in comments["locator"])
    assert line_texts(document)[-1] == "Imprint"


def test_frames_of_frames_lie_beside_them(tmp_path):
    page = save_page(
        tmp_path, "bus_files/a.html", name="bus_files/a.html",
        frame='<body><p>A</p><iframe src="./b%20c.html"></iframe></body>',
    )  # fmt: skip
    (tmp_path / "bus_files" / "b c.html").write_text("<body><p>B</p></body>", encoding="utf-8")
    assert line_texts(read_document(page)) == ["Bus", "A", "B", "Imprint"]


@pytest.mark.parametrize(
    "src",
    [
        "../secret.html", "bus_files/../../secret.html", "/etc/hostname", "other/thread.html",
        "file:///etc/hostname", "https://talk.example/thread.html", "//talk.example/thread.html",
        "bus_files/link.html", "bus_files\\..\\..\\secret.html", "", "%2e%2e/secret.html",
    ],
)  # fmt: skip
def test_no_frame_is_read_from_elsewhere(tmp_path, src):
    folder = tmp_path / "pages"
    folder.mkdir()
    secret = tmp_path / "secret.html"
    secret.write_text("<p>Secret</p>", encoding="utf-8")
    page = save_page(folder, src)
    save_page(folder, src, name="other/thread.html")
    (folder / "bus_files" / "link.html").symlink_to(secret)
    assert line_texts(read_document(page)) == ["Bus", "Imprint"]


def test_a_frame_that_was_not_kept_is_named(tmp_path):
    page = save_page(tmp_path, "bus_files/gone.html")
    assert "bus_files/gone.html" in read_document(page).warnings[0]


def test_a_line_end_after_a_page_is_no_line_of_it():
    page = make_document(PAGE.format("Hello").encode() + b"\n", source="page.html")
    source = parse_comments([page]).sources.iloc[0]
    assert (source["lines"], source["blank"]) == (2, 0)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link href="https://n.example/a?b&amp;c" rel="canonical">', "https://n.example/a?b&c"),
        ('<meta property="og:url" content="https://n.example/b">', "https://n.example/b"),
        ('<link rel="canonical" href="/a"><meta content="https://n.example/b" property="og:url">',
         "https://n.example/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ("", None),
    ],
)  # fmt: skip
def test_the_address_that_a_page_gives_itself(head, address):
    page = f"<html><head>{head}</head><body><p>Hello</p></body></html>"
    assert make_document(page.encode(), source="page.html").address == address


@pytest.mark.parametrize(
    "begin",
    [
        "[HolzWerken]\nZUM",
        '[](/ "A title")\n\n  * [](/a)',
        "[ ](/)\n\n__ __",
        "[1] A note",
        "{oh} well",
    ],
)
def test_text_that_begins_with_a_bracket_is_a_page(begin):
    page = (
        f"{begin}\n\n2 comments\n\nAnn\nMay 3, 2014\n\nFine by me.\n\nBob\nMay 4, 2014\n\nI see.\n"
    )
    parsed = parse_comments([make_document(page.encode(), source="page.txt")])
    assert parsed.comments["author"].tolist() == ["Ann", "Bob"]
