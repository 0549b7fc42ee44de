"""The targets file and the lexicon file: what they hold, and errors that say what to do."""

import pytest

from toolkit.errors import SettingsError
from toolkit.scorers import Entry, read_lexicon
from toolkit.targets import Target, read_targets


@pytest.fixture
def write(tmp_path):
    def write(content):
        path = tmp_path / "file.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_targets_are_read_in_order(write):
    path = write('[[target]]\nname = "the US"\naliases = ["US"]\n[[target]]\nname = "China"')
    assert read_targets(path) == (Target(name="the US", aliases=("US",)), Target(name="China"))


def test_a_name_that_is_a_function_word_needs_aliases(write):
    (target,) = read_targets(write('[[target]]\nname = "us"\naliases = ["US", "USA"]'))
    assert target.phrases == ("US", "USA")
    with pytest.raises(SettingsError, match=r"function word.*; or give aliases"):
        read_targets(write('[[target]]\nname = "us"'))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds nothing; add at least one: \\[\\[target\\]\\]"),
        ("[target]\nname = 'a'", "double brackets, \\[\\[target\\]\\]"),
        ("target = 3", "'target' must be \\[\\[target\\]\\] tables"),
        ("[[targets]]\nname = 'a'", "unknown key 'targets'.*did you mean 'target'"),
        ("[[target]]\nnam = 'a'", "target 1: unknown key 'nam'.*did you mean 'name'"),
        ("[[target]]\naliases = ['a']", "target 1: has no name"),
        ("[[target]]\nname = 3", "name must be a text in quotes, found a number"),
        ("[[target]]\nname = ' '", "name is empty"),
        ('[[target]]\nname = "a\\nb"', "line break"),
        ("[[target]]\nname = 'China'\naliases = 'x'", "aliases must be a list.*found a text"),
        ("[[target]]\nname = 'China'\naliases = [1]", "'China'.*alias 1 must be a text"),
        ("[[target]]\nname = 'China'\naliases = ['the']", "alias 1 'the' is a function word"),
        ("[[target]]\nname = 'China'\naliases = ['Xi', 'xi']", "repeats 'Xi'"),
        ("[[target]]\nname = 'A1'\n[[target]]\nname = 'a1'", "target 2 .*has the name of target 1"),
        ("[[target]]\nname = 'China'\n[[target]]\nname = 'Asia'\naliases = ['china']",
         "target 2 \\('Asia'\\) has target 1's 'China'"),
        ("[[target]\n", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_targets_file_that_cannot_be_used(write, content, message):
    with pytest.raises(SettingsError, match=message) as caught:
        read_targets(write(content))
    assert "file.toml" in str(caught.value)


def test_a_file_that_is_missing(tmp_path):
    with pytest.raises(SettingsError, match="no such targets file"):
        read_targets(tmp_path / "none.toml")
    with pytest.raises(SettingsError, match="no such lexicon file"):
        read_lexicon(tmp_path / "none.toml")


def test_a_lexicon_is_read(write):
    lexicon = read_lexicon(
        write(
            "[[entity]]\nname = 'Justice Department'\naliases = ['DOJ']\n"
            "[[word]]\nword = 'regime'\nvalence = -2\nwhy = 'here'\n"
            "[[word]]\nphrase = 'trade war'\nvalence = -2.5"
        )
    )
    assert lexicon.entries == (
        Entry(name="regime", phrases=("regime",), valence=-2.0, why="here"),
        Entry(name="trade war", phrases=("trade war",), valence=-2.5),
        Entry(name="Justice Department", phrases=("Justice Department", "DOJ"), valence=None),
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds nothing"),
        ("[[word]]\nvalence = 1", "word 1: give either word or phrase"),
        ("[[word]]\nword = 'a1'\nphrase = 'b c'\nvalence = 1", "give either word or phrase"),
        ("[[word]]\nword = 'trade war'\nvalence = 1", "more than one word; write it as phrase"),
        ("[[word]]\nword = 'regime'", "word 1 \\('regime'\\): has no valence"),
        ("[[word]]\nword = 'regime'\nvalence = 'low'", "valence must be a number, found a text"),
        ("[[word]]\nword = 'regime'\nvalence = true", "must be a number, found true or false"),
        ("[[word]]\nword = 'regime'\nvalence = 4.1", "valence is 4.1; it must be from -4 to 4"),
        ("[[word]]\nword = 'regime'\nvalence = 1.25", "one decimal at most"),
        ("[[word]]\nword = 'regime'\nvalence = nan", "valence is nan"),
        ("[[word]]\nword = 'the'\nvalence = 1", "function word"),
        ("[[word]]\nword = 'regime'\nvalence = 1\nweight = 2", "unknown key 'weight'"),
        ("[[entity]]\naliases = ['DOJ']", "entity 1: has no name"),
        ("[[entity]]\nname = 'DOJ'\naliases = [3]", "aliases must be a list of texts"),
        ("[[word]]\nword = 'regime'\nvalence = 1\n[[entity]]\nname = 'Regime'",
         "entity 1 \\('Regime'\\): 'Regime' repeats 'regime' of word 1"),
    ],
)  # fmt: skip
def test_a_lexicon_file_that_cannot_be_used(write, content, message):
    with pytest.raises(SettingsError, match=message) as caught:
        read_lexicon(write(content))
    assert "file.toml" in str(caught.value)
