"""The topics file: what is read, and the sentence for each thing that can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import SettingsError
from toolkit.seeded import Topic, read_topics

DATA = Path(__file__).parents[1] / "data"


def test_reads_topics_in_file_order_with_default_label(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(
        '[[topic]]\nname = "rare_earths"\nseeds = ["rare earth", "min*"]\n'
        '[[topic]]\nname = "éu"\nlabel = "The EU"\nseeds = ["EU", "out of the union"]\n',
        encoding="utf-8",
    )
    assert read_topics(path) == (
        Topic(name="rare_earths", label="Rare earths", seeds=("rare earth", "min*")),
        Topic(name="éu", label="The EU", seeds=("EU", "out of the union")),
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order mark"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_byte_order_mark_and_line_ends_make_no_difference(
    tmp_path: Path, mark: bytes, end: bytes
) -> None:
    path = tmp_path / "topics.toml"
    path.write_bytes(mark + end.join([b"[[topic]]", b'name = "a"', b'seeds = ["war"]', b""]))
    assert read_topics(str(path)) == (Topic(name="a", label="A", seeds=("war",)),)


def topic(name: str = '"a"', seeds: str = '["war"]', more: str = "") -> str:
    return f"[[topic]]\nname = {name}\nseeds = {seeds}\n{more}\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", ["no topics", "[[topic]]"]),
        ("# only a comment\n", ["no topics"]),
        ("topic = []", ["no topics"]),
        ("topic = 3", ["[[topic]]"]),
        ("topic = [1]", ["[[topic]]"]),
        ('[topic]\nname = "a"', ["double brackets"]),
        ('[[topics]]\nname = "a"', ["'topics'", "did you mean 'topic'?"]),
        (topic() + "[other]\nx = 1", ["'other'"]),
        (topic(more='sedes = ["x"]'), ["topic 1 ('a')", "'sedes'", "did you mean 'seeds'?"]),
        (topic(more="zzz = 1"), ["'zzz'", "known keys are name, label, seeds"]),
        ("[[topic]]\nname = 'a'\n", ["topic 1 ('a')", "no seeds"]),
        ("[[topic]]\nseeds = ['a war']\n", ["topic 1", "no name"]),
        (topic() + topic(name='"b"', seeds="[]"), ["topic 2 ('b')", "seeds is empty"]),
        (topic(seeds='"war"'), ["list", "found a text"]),
        (topic(seeds="[1]"), ["seed 1", "found a number"]),
        (topic(seeds="[true]"), ["seed 1", "true or false"]),
        (topic(seeds='["war", ""]'), ["seed 2", "is empty"]),
        (topic(seeds='["war", "  "]'), ["seed 2", "is empty"]),
        (topic(seeds='["?!"]'), ["no word"]),
        (topic(seeds='["the"]'), ["seed 1", "'the'", "function word"]),
        (topic(seeds='["us"]'), ["'us'", "function word", "'US'"]),
        (topic(seeds='["a"]'), ["function word"]),
        (topic(seeds='["don’t"]'), ["function word"]),
        (topic(seeds='["*"]'), ["no word"]),
        (topic(seeds='["s*"]'), ["two letters"]),
        (topic(seeds='["war *"]'), ["two letters"]),
        (topic(seeds='["*war"]'), ["'*'", "not at its end"]),
        (topic(seeds='["tr*de war"]'), ["'*'", "not at its end"]),
        (topic(seeds='["war", "War"]'), ["seed 2 'War'", "repeats 'war'"]),
        (topic(seeds='["trade  war", "trade-war"]'), ["seed 2", "repeats"]),
        (topic(name='""'), ["topic 1", "name is empty"]),
        (topic(name="3"), ["name must be a text", "found a number"]),
        (topic(name='"a|b"'), ["'|'"]),
        (topic(name='"a\\nb"'), ["line break"]),
        (topic(more='label = ""'), ["label is empty"]),
        (topic(more="label = []"), ["label must be a text", "found a list"]),
        (topic() + topic(), ["topic 2 ('a')", "name of topic 1"]),
        (topic() + topic(name='"A"'), ["name of topic 1"]),
        ('[[topic]]\nname = "a"\nseeds = [\n"b" "c"]', ["not valid TOML", "line 4"]),
        ("name: a\n", ["not valid TOML", "line 1"]),
        ("[[topic]]\nname = 'a'\nname = 'b'\n", ["not valid TOML", "line 3"]),
        ("x = " + "[" * 5000, ["topics file"]),
    ],
)
def test_each_mistake_gets_one_sentence_saying_where(
    tmp_path: Path, content: str, said: list[str]
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        read_topics(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for part in said:
        assert part in message


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such topics file"):
        read_topics(tmp_path / "missing.toml")
    with pytest.raises(SettingsError, match="is a folder"):
        read_topics(tmp_path)
    with pytest.raises(SettingsError, match="can't be read"):
        read_topics(tmp_path / ("long" * 200))
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'[[topic]]\nname = "caf\xe9"\n')
    with pytest.raises(SettingsError, match="line 2 is not UTF-8"):
        read_topics(latin)
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(SettingsError, match="UTF-8"):
        read_topics(binary)
    wide = tmp_path / "wide.toml"
    wide.write_bytes(topic().encode("utf-16"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read_topics(wide)


def test_the_same_letters_in_capitals_and_small_are_two_seeds(tmp_path: Path) -> None:
    path = tmp_path / "topics.toml"
    path.write_text(topic(seeds='["AIDS", "aids"]'), encoding="utf-8")
    assert read_topics(path)[0].seeds == ("AIDS", "aids")


def test_the_diplomat_topics_can_be_read() -> None:
    topics = read_topics(DATA / "diplomat-north-korea" / "topics.toml")
    assert [topic.name for topic in topics] == ["sanctions", "vietnam_history", "china_role"]
