"""Rules and exclusions: what they mean by hand-worked cases, and by another way of matching."""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.cli import main
from toolkit.errors import SettingsError
from toolkit.seeded import (
    Topic,
    assign_topics,
    describe_topic,
    find_evidence,
    read_topics,
    suggest_seeds,
    summarise_topics,
    topic_warnings,
)
from toolkit.seeded.lazy_words import read_words
from toolkit.seeded.rule_syntax import parse_rule
from toolkit.seeded.seeds import find_seedable_words, match_at, parse_seed
from toolkit.seeded.suggestions import say_suggestions
from toolkit.text import straighten_quotes


def make_topic(name="t", **written):
    return Topic(name=name, label=name, **{key: tuple(own) for key, own in written.items()})


def make_table(*texts):
    return pd.DataFrame({"id": [f"c{i:04}" for i in range(len(texts))], "text": list(texts)})


def find(text, **written):
    return find_evidence(make_table(text), [make_topic(**written)])["word"].tolist()


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("war", "Wars and war", ["Wars", "war"]),
        ("china AND mine*", "Mining in China, China's mines", ["China", "China's", "mines"]),
        ("china AND mine*", "China only", []),
        ('china AND (mine* OR "rare earth")', "rare earths of China", ["rare earths", "China"]),
        ('china AND (mine* OR "rare earth")', "the rare, the earth of China", []),
        ("sanction NOT marriage", "sanctions", ["sanctions"]),
        ("sanction AND NOT marriage", "sanctions", ["sanctions"]),
        ("sanction NOT marriage", "sanction their marriages", []),
        ("NOT marriage AND sanction", "sanctions", ["sanctions"]),
        ("sanction NOT (marriage OR wedding)", "sanction a wedding", []),
        ("(war OR peace) AND NOT (a NEAR/1 b)", "peace a c b", ["peace"]),
        # distance: neighbours are 1 apart, either side may come first
        ("aid NEAR/2 food", "food x aid", ["food", "aid"]),
        ("aid NEAR/2 food", "aid, x. Food", ["aid", "Food"]),
        ("aid NEAR/2 food", "aid x x food", []),
        ("aid NEAR/1 food", "food aid", ["food", "aid"]),
        ("aid NEAR/3 food", "aid x x food x x x aid", ["aid", "food"]),
        ("north BEFORE/2 korea", "North of Korea, Korea North", ["North", "Korea"]),
        ("north BEFORE/2 korea", "Korea north", []),
        ("korea BEFORE/2 north", "Korea north", ["Korea", "north"]),
        # a phrase is measured from its nearer end
        ('"rare earth" NEAR/1 china', "China rare earth", ["China", "rare earth"]),
        ('"rare earth" NEAR/1 china', "rare earth China", ["rare earth", "China"]),
        # no word is near itself
        ("war NEAR/5 war", "war", []),
        ("war NEAR/5 war", "war war", ["war", "war"]),
        ('"trade war" NEAR/5 war', "trade war", []),
        ("(aid OR help) NEAR/1 (food OR rice)", "rice help, aid x food", ["rice", "help"]),
        ("not NEAR/2 sanction", "do not sanction", ["not", "sanction"]),
        # capitals, quotation marks, operators as words
        ("US AND us", "", None), ("US AND war", "us war", []), ("US AND war", "U.S. war",
                                                                ["U.S.", "war"]),
        ("“rare earth” AND war", "rare earth war", ["rare earth", "war"]),
        ('"OR" AND nurse', "the OR nurse", ["OR", "nurse"]),
        ("rare-earth", "rare earths", ["rare earths"]),
        ("((war))", "war", ["war"]),
    ],
)  # fmt: skip
def test_rule(rule, text, words):
    if words is None:
        with pytest.raises(SettingsError, match="'us' is a function word"):
            parse_rule(rule)
    else:
        assert find(text, rules=[rule]) == words


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "is empty"), ("  ", "is empty"),
        ("war peace", "at character 5, 'peace': no operator stands before it"),
        ("war and peace", "at character 5, 'and': .* write AND in capitals"),
        ("war AND", "ends after 'AND'"), ("war NOT", "ends after 'NOT'"),
        ("AND war", "at character 1, 'AND': found an operator"),
        ("war AND OR peace", "at character 9, 'OR'"),
        ("(war", "at character 1, .*never closed"), ("war)", "at character 4, .*never opened"),
        ("war AND ()", "at character 10, .*word must stand before"),
        ('war AND "peace', "at character 9, .*quotation mark is never closed"),
        ('war AND ""', "at character 9"), ("war AND ?!", "at character 9, .*holds no word"),
        ("war AND a*b", "not at its end"), ("war NEAR peace", "write NEAR/5"),
        ("war W/5 peace", "at character 5, 'W/5'.*NEAR/5"), ("war near5 peace", "NEAR/5"),
        ("war NEAR/0 peace", "from 1 to 100"), ("war NEAR/101 peace", "from 1 to 100"),
        ("war AND peace OR food", "at character 5, 'AND': stands beside OR.*parentheses"),
        ("war OR aid NEAR/3 food", "at character 12, 'NEAR/3': stands beside OR"),
        ("war OR aid NOT food", "stands beside OR"),
        ("a1 NEAR/2 b1 NEAR/2 c1", "at character 14, .*third word"),
        ("war NEAR/2 (aid AND food)", "joins words, phrases, or alternatives"),
        ("war NEAR/2 NOT food", "joins words"), ("NOT NOT war", "NOT stands twice"),
        ("NOT war", "without any of its words"), ("war OR NOT peace", "beside OR|without any"),
        ("war OR (NOT peace)", "without any of its words"),
        ("war AND the", "'the' is a function word"),
        ("(" * 200 + "war" + ")" * 200, "parentheses in each other"),
    ],
)  # fmt: skip
def test_unreadable_rule_is_refused_with_its_place(rule, said):
    with pytest.raises(SettingsError, match=said):
        parse_rule(rule)


@pytest.mark.parametrize(
    ("written", "text", "words"),
    [
        # exclude: this occurrence doesn't count, another does
        ({"seeds": ["sanction"], "exclude": ["sanction a marriage"]},
         "They sanctioned a marriage; sanctions stay", ["sanctions"]),
        ({"seeds": ["sanction"], "exclude": ["sanction a marriage"]}, "sanction a marriage", []),
        ({"seeds": ["sanction"], "exclude": ["sanction NEAR/3 marriage"]},
         "sanction the new marriage; all the same they want sanctions", ["sanctions"]),
        # of two that overlap the longer counts, the exclusion if they are as long
        ({"seeds": ["minister", "deputy prime minister"], "exclude": ["prime minister"]},
         "prime minister, deputy prime minister, minister", ["deputy prime minister", "minister"]),
        ({"seeds": ["war"], "exclude": ["war"]}, "war", []),
        # rules see what is left
        ({"rules": ["china AND mine"], "exclude": ["fine china"]}, "fine china, a mine", []),
        ({"rules": ["china AND mine"], "exclude": ["fine china"]}, "fine china, a mine, China",
         ["mine", "China"]),
        ({"rules": ["sanction NOT marriage"], "exclude": ["sanction a marriage"]},
         "sanction a marriage; sanctions", ["sanctions"]),
        # unless: the comment isn't of the topic
        ({"seeds": ["sanction"], "unless": ["marriage"]}, "sanction a marriage; sanctions", []),
        ({"seeds": ["sanction"], "unless": ["marriage"]}, "sanctions", ["sanctions"]),
        ({"seeds": ["mine"], "unless": ["data BEFORE/3 mine"]}, "mining data is mine", []),
        ({"seeds": ["mine"], "unless": ["data BEFORE/3 mine"]}, "mining data", ["mining"]),
        ({"seeds": ["war"], "exclude": ["price war"], "unless": ["price"]}, "war, a price war", []),
        # seeds and rules together: no word counts twice, the longest wins
        ({"seeds": ["china"], "rules": ["china AND mine"]}, "China's mine", ["China's", "mine"]),
        ({"seeds": ["trade"], "rules": ['"trade war" AND china']}, "trade war, China, trade",
         ["trade war", "China", "trade"]),
    ],
)  # fmt: skip
def test_what_does_not_count(written, text, words):
    assert find(text, **written) == words


def test_evidence_names_the_seed_or_rule_and_the_place():
    topic = make_topic(seeds=["china"], rules=["china AND mine", "aid NEAR/2 food"])
    table = make_table("China mines; food aid")
    assert find_evidence(table, [topic]).to_numpy().tolist() == [
        ["c0000", "t", "china", 0, 5, "China"],
        ["c0000", "t", "china AND mine", 6, 11, "mines"],
        ["c0000", "t", "aid NEAR/2 food", 13, 17, "food"],
        ["c0000", "t", "aid NEAR/2 food", 18, 21, "aid"],
    ]
    assert summarise_topics(table, [topic])["seeds"].tolist()[0] == list(topic.shown_by)


# ---- another way of matching: every form of every word, all pairs of places, no index ----

WORDS = ["war", "wars", "trade", "china", "US", "us", "U.S.", "aid", "x", "-", ".", "\n\n", "’s"]
TERMS = ["war", "trade war", "china", "US", "aid", "wa*"]
FORMS = {"war": {"war", "wars"}, "trade": {"trade"}, "china": {"china"}, "aid": {"aid"}}


def naive_words(text):
    """(start, end, surface without possessive and dots) of ASCII-like words."""
    pattern = r"[A-Za-z](?:\.[A-Za-z])+\.?|[A-Za-z]+(?:[’'][A-Za-z]+)*"
    return [
        (m.start(), m.end(), re.sub(r"[’']s$", "", m.group().replace(".", "")))
        for m in re.finditer(pattern, text)
    ]


def naive_word(wanted, surface):
    if wanted == "US":
        return surface == "US"
    if wanted == "wa*":
        return surface.lower().startswith("wa")
    return surface.lower() in FORMS[wanted]


def naive_places(term, text):
    words, wanted = naive_words(text), term.split()
    places = []
    for first in range(len(words) - len(wanted) + 1):
        own = words[first : first + len(wanted)]
        gaps = [text[a[1] : b[0]] for a, b in itertools.pairwise(own)]
        if all(naive_word(w, one[2]) for w, one in zip(wanted, own, strict=True)) and all(
            re.fullmatch(r"-\s*|[\s'\"_*]*", gap) and gap.count("\n") < 2 for gap in gaps
        ):
            places.append((first, len(wanted)))
    return places


def naive_holds(rule, text, drop):
    """(true, evidence) of a rule given as nested tuples."""
    kind = rule[0]
    if kind == "term":
        places = {p for p in naive_places(rule[1], text) if not drop(p)}
        return bool(places), places
    if kind == "not":
        return not naive_holds(rule[1], text, drop)[0], set()
    if kind in ("near", "before"):
        left, right = (naive_holds(one, text, drop)[1] for one in rule[1:3])
        pairs = set()
        for a in left:
            for b in right:
                forward = b[0] - (a[0] + a[1] - 1)
                backward = a[0] - (b[0] + b[1] - 1)
                close = 1 <= forward <= rule[3] or (kind == "near" and 1 <= backward <= rule[3])
                pairs |= {a, b} if close else set()
        return bool(pairs), pairs
    true, evidence = zip(*[naive_holds(one, text, drop) for one in rule[1:]], strict=True)
    if kind == "and":
        return all(true), set().union(*evidence) if all(true) else set()
    kept = [own for is_true, own in zip(true, evidence, strict=True) if is_true]
    return any(true), set().union(*kept) if kept else set()


def write(rule):
    kind = rule[0]
    if kind == "term":
        return f'"{rule[1]}"'
    if kind == "not":
        return f"NOT ({write(rule[1])})"
    if kind in ("near", "before"):
        return f"({write(rule[1])} {kind.upper()}/{rule[3]} {write(rule[2])})"
    return "(" + f" {kind.upper()} ".join(map(write, rule[1:])) + ")"


def naive_evidence(text, seeds, rules, exclude):
    longest = {}
    for rule in exclude:
        for first, length in naive_holds(rule, text, lambda _: False)[1]:
            for word in range(first, first + length):
                longest[word] = max(longest.get(word, 0), length)

    def drop(place):
        return any(longest.get(w, 0) >= place[1] for w in range(place[0], sum(place)))

    candidates = []
    for number, rule in enumerate([*[("term", seed) for seed in seeds], *rules]):
        true, evidence = naive_holds(rule, text, drop)
        candidates += [(-n, first, number) for first, n in evidence] if true else []
    taken, kept = set(), []
    for negative, first, number in sorted(candidates):
        span = set(range(first, first - negative))
        if not span & taken:
            taken |= span
            kept.append((first, -negative, number))
    words = naive_words(text)
    return sorted((words[f][0], words[f + n - 1][1], number) for f, n, number in kept)


terms = st.sampled_from(TERMS).map(lambda term: ("term", term))
near = st.tuples(st.sampled_from(["near", "before"]), terms, terms, st.integers(1, 4))
trees = st.recursive(
    terms | near,
    lambda inner: st.builds(
        lambda kind, parts: (kind, *parts),
        st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3),
    ) | st.builds(lambda a, b: ("and", a, ("not", b)), inner, inner),
    max_leaves=5,
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(texts, st.lists(st.sampled_from(TERMS), unique=True, max_size=2),
       st.lists(trees, min_size=1, max_size=3), st.lists(terms | near, max_size=2))  # fmt: skip
def test_evidence_is_that_of_a_naive_matcher(text, seeds, rules, exclude):
    written = list(dict.fromkeys(map(write, rules)))
    rules = [next(rule for rule in rules if write(rule) == one) for one in written]
    excluded = list(dict.fromkeys(map(write, exclude)))
    topic = make_topic(seeds=seeds, rules=written, exclude=excluded)
    found = find_evidence(make_table(text), [topic])
    numbers = [topic.shown_by.index(seed) for seed in found["seed"]]
    got = sorted(zip(found["start"], found["end"], numbers, strict=True))
    assert got == naive_evidence(text, seeds, rules, exclude)


@given(st.lists(texts, max_size=5), st.randoms())
def test_order_names_and_copies_change_nothing(several, source):
    topics = [
        make_topic("a", seeds=["war", "trade war"], rules=['china AND "US"']),
        make_topic("b", rules=["aid NEAR/2 war"], exclude=["trade"], unless=["x"]),
    ]
    table = make_table(*several)
    plain = assign_topics(table, topics)["seeded_topics"].tolist()
    order = source.sample(range(len(several)), len(several))
    shuffled = assign_topics(table.iloc[order], topics).sort_index()["seeded_topics"].tolist()
    assert shuffled == plain
    renamed = [make_topic(f"n{t.name}", seeds=t.seeds, rules=t.rules, exclude=t.exclude,
                          unless=t.unless) for t in topics]  # fmt: skip
    assert [[name[1:] for name in own] for own in
            assign_topics(table, renamed)["seeded_topics"]] == plain  # fmt: skip
    turned = [make_topic(t.name, seeds=t.seeds[::-1], rules=t.rules[::-1], exclude=t.exclude,
                         unless=t.unless) for t in topics]  # fmt: skip
    assert assign_topics(table, turned)["seeded_topics"].tolist() == plain
    twice = make_table(*several, *several)
    assert assign_topics(twice, topics)["seeded_topics"].tolist() == plain * 2


# ---- looking at letters first changes nothing ----

ODD = (
    "war", "trade war", "US", "sanction*", "N. Korea", "größe", "3.5m", "10MB", "G20", "οδος",
    "ΟΔΟΣ", "İstanbul", "ÖVP", "EU*", "people's republic", "buy", "o’neill", "санкци*",
)  # fmt: skip
PIECES = st.sampled_from(
    [*ODD, *map(str.upper, ODD), *map(str.lower, ODD), "U.S.", "U.S", "n.k", "bought", "1.0MB",
     "’s", "`s", "'", ".", "-", "*", "\n", " ", "\u0301", "o\u0308", "wars", "x", "İ", "ς"]
)  # fmt: skip
ODD_TEXTS = st.one_of(
    st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join),
    st.lists(PIECES, max_size=3).map(lambda pieces: "x" * 40 + " ".join(pieces)),
)  # fmt: skip


@example("ΟΔΟΣ:x", ["οδος"])  # of the word alone a final sigma, within the text not
@example("gro\u0308ße", ["größe"])
@example("W.a.r", ["war"])
@given(ODD_TEXTS, st.lists(st.sampled_from(ODD), min_size=1, max_size=2, unique=True))
def test_all_words_tried_at_all_places_find_the_same(text, seeds):
    straight = straighten_quotes(text)
    words = find_seedable_words(straight)
    candidates = [
        (-len(pattern), first, number)
        for number, pattern in enumerate(map(parse_seed, seeds))
        for first in range(len(words))
        if match_at(pattern, straight, words, first)
        and (words[first].form in pattern[0].forms or pattern[0].prefix)  # "1.0MB" isn't "10MB"
    ]
    taken, kept = set(), []
    for negative, first, number in sorted(candidates):
        span = set(range(first, first - negative))
        if not span & taken:
            taken |= span
            kept.append((words[first].start, words[max(span)].end, seeds[number]))
    found = find_evidence(make_table(text), [make_topic(seeds=seeds)])
    assert list(zip(found["start"], found["end"], found["seed"], strict=True)) == sorted(kept)


@given(ODD_TEXTS)
def test_words_made_when_needed_are_the_same(text):
    words = find_seedable_words(text)
    lazy = read_words(text)
    assert list(lazy) == lazy[:] == words
    assert lazy.forms == [word.form for word in words]


@pytest.mark.parametrize("seed", ODD)
def test_each_alone_is_found_as_it_is_written(seed):
    assert len(find(f"x {seed.removesuffix('*')} x", seeds=[seed])) == 1


# ---- the file ----


def test_rules_and_exclusions_in_a_file(tmp_path: Path):
    path = tmp_path / "topics.toml"
    path.write_text(
        "[[topic]]\nname = 'aid'\nrules = ['aid NEAR/5 food']\nexclude = ['food aid bill']\n"
        "unless = ['pet AND food']\n",
        encoding="utf-8",
    )
    (topic,) = read_topics(path)
    assert topic == Topic(
        name="aid", label="Aid", rules=("aid NEAR/5 food",), exclude=("food aid bill",),
        unless=("pet AND food",),
    )  # fmt: skip
    assert describe_topic(topic) == (
        "Rules: aid NEAR/5 food. Not counted: food aid bill. Not in comments with: pet AND food."
    )


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("rules = ['war AND']", "topic 1 ('a'): rule 1 ends after 'AND'"),
        ("rules = ['war', 'x y']", "topic 1 ('a'): rule 2, at character 3, 'y'"),
        ("rules = ['war', 'war']", "rule 2 'war' repeats 'war'"),
        ("rules = 'war'", "rules must be a list"), ("rules = [1]", "rule 1 must be a text"),
        ("rules = []", "the list of rules is empty"), ("", "has no seeds"),
        ("exclude = ['war']", "has no seeds"),
        ("seeds = ['war']\nexclude = ['the']", "exclude 1 'the' is a function word"),
        ("seeds = ['war']\nunless = ['a AND']", "unless 1 ends after 'AND'"),
        ("seeds = ['war']\nunless = ['NOT peace']", "unless 1 could be true without"),
        ("seeds = ['war']\nrule = ['x']", "did you mean 'rules'?"),
    ],
)  # fmt: skip
def test_unusable_patterns_are_refused_with_their_place(tmp_path: Path, lines, said):
    path = tmp_path / "t.toml"
    path.write_text(f"[[topic]]\nname = 'a'\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        read_topics(path)
    assert str(raised.value).startswith(str(path))
    assert said in str(raised.value)


# ---- warnings and suggestions ----


def test_seeds_that_match_nothing_or_nearly_all_are_told():
    table = make_table(*["the thread is on war"] * 95, *["peace"] * 5)
    topics = [make_topic("war", seeds=["war", "wra"], rules=["war NEAR/2 peace"])]
    assert topic_warnings(table, topics) == [
        "topic 'war': 'war' alone stands in 95 of 100 comments, so that the topic tells little; "
        "remove or narrow it",
        "topic 'war': 'wra' and 'war NEAR/2 peace' match none of 100 comments; check the spelling",
    ]
    assert not any("wra" in one for one in topic_warnings(table.head(99), topics))


def test_a_seed_inside_a_longer_one_does_match():
    table = make_table(*["trade war"] * 50, *["x"] * 50)
    assert topic_warnings(table, [make_topic(seeds=["war", "trade war"])]) == []


def thread():
    """40 comments on schools, of which 30 say uniform; 60 on other things."""
    about = ["the uniform of pupils", "pupils in uniform and the dress code"]
    return make_table(
        *[f"{about[i % 2]} {i}" for i in range(30)],
        *[f"the weather of day {i}" for i in range(60)],
    )


def test_suggestions_by_hand():
    topic = make_topic("school", seeds=["uniform"])
    found = suggest_seeds(thread(), [topic])
    assert found.notes == ()
    rows = found.table.set_index("seed")
    # "dress" and "code" stand in the phrase only, which takes their place
    assert rows.index.tolist() == ["pupils", "dress code"]
    assert rows.loc["pupils", ["n_with", "n_without"]].tolist() == [30, 0]
    assert rows.loc["dress code", ["n_with", "n_without"]].tolist() == [15, 0]
    assert rows.loc["dress code", "ids"] == ["c0001", "c0003", "c0005"]
    assert (found.table["ci_low"] > 0).all()
    assert say_suggestions(found, [topic])[-1] == "seeds = ['uniform', 'pupils', 'dress code']"


def test_what_a_seed_or_rule_of_any_topic_matches_is_not_suggested():
    topics = [make_topic("school", seeds=["uniform"]),
              make_topic("pupil", rules=["pupil AND code"])]  # fmt: skip
    found = suggest_seeds(thread(), topics).table
    assert "pupils" not in found["seed"].tolist()
    assert "dress code" not in found["seed"].tolist()


def test_suggestions_do_not_depend_on_order_or_copies():
    topic = make_topic("school", seeds=["uniform"])
    table = thread()
    plain = suggest_seeds(table, [topic]).table
    copies = make_table(*table["text"], *table["text"][:1].tolist() * 50)
    shuffled = list(table.index)
    random.Random(0).shuffle(shuffled)
    pd.testing.assert_frame_equal(suggest_seeds(table.loc[shuffled], [topic]).table, plain)
    pd.testing.assert_frame_equal(suggest_seeds(copies, [topic]).table, plain)


@pytest.mark.parametrize("n", [0, 1, 2, 11])
def test_few_comments_give_no_suggestions_but_a_reason(n):
    found = suggest_seeds(make_table(*[f"uniform {i}" for i in range(n)]),
                          [make_topic(seeds=["uniform"])])  # fmt: skip
    assert len(found.table) == 0
    assert found.notes == (
        f"topic 't': no suggestions from {n} comments with it and 0 without; 20 of each are needed",
    )
    assert topic_warnings(make_table(*["x"] * n), []) == []


def test_long_rules_and_texts_are_read_at_once():
    rule = " OR ".join(f"word{i}" for i in range(5000))
    assert find("word7 " * 20_000, rules=[rule])[:1] == ["word7"]
    assert len(find("war peace " * 5_000, rules=["war NEAR/9 peace", "(" * 90 + "war" + ")" * 90],
                    exclude=["x NEAR/9 war"])) == 10_000  # fmt: skip


def test_the_command_prints_suggestions_and_changes_no_file(tmp_path: Path, capsys):
    table, topics, out = tmp_path / "t.csv", tmp_path / "topics.toml", tmp_path / "out.csv"
    thread().to_csv(table, index=False)
    topics.write_text("[[topic]]\nname = 'school'\nseeds = ['uniform']\n", encoding="utf-8")
    before = topics.read_bytes()
    run = ["topics", str(table), "-o", str(out), "--suggest"]
    with pytest.raises(SystemExit) as stopped:
        main([*run, "--topics", str(topics)])
    assert stopped.value.code == 0
    assert "seeds = ['uniform', 'pupils', 'dress code']" in capsys.readouterr().out.splitlines()
    assert topics.read_bytes() == before
    assert out.exists()
    with pytest.raises(SystemExit) as stopped:
        main(run)
    assert stopped.value.code == 2
    assert "--topics" in capsys.readouterr().err


def test_examples_of_the_readme_run(tmp_path: Path, capsys):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## Your own topics")[2].partition("\n## ")[0]
    section = section.partition("\n### ")[0]
    blocks = re.findall(r"```(toml|python)\n(.*?)```", section, re.DOTALL)
    assert [kind for kind, _ in blocks] == ["toml", "toml", "python"]
    path = tmp_path / "topics.toml"
    path.write_text("".join(text for kind, text in blocks if kind == "toml"), encoding="utf-8")
    topics = read_topics(path)
    texts = ["aid of food", "blood donors", "mineral water", "minerals", "data mines"]
    assert assign_topics(make_table(*texts), topics)["seeded_topic"].tolist() == [
        "food_aid", "", "", "minerals", "",
    ]  # fmt: skip
    for rule in re.findall(r"^\| `([^|]*?)` \| (?!a phrase)", section, re.MULTILINE):
        parse_rule(rule)
    exec(blocks[2][1], {})
    assert capsys.readouterr().out == "['food', '']\n"
