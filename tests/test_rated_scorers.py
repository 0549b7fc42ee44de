"""The scorers on the scale of human ratings: lexicons and embedding."""

import hashlib
import json
import sys
from importlib import resources

import numpy as np
import pandas as pd
import pytest

from toolkit.cli import main
from toolkit.errors import MissingExtraError, SettingsError, SourceError
from toolkit.scorers import EmbeddingScorer, LexiconsScorer, score_comments, sentence_vectors
from toolkit.scorers.heads import Head, read_head
from toolkit.scorers.languages import FEWEST_LETTERS, find_other_language
from toolkit.scorers.rated import rate_texts
from toolkit.scorers.sentence_features import (
    FEATURES,
    LONGEST_PASSAGE,
    Features,
    find_passages,
    measure_passages,
)
from toolkit.scorers.word_values import LISTS, read_list, sum_words, weigh_words

HEAD = Head(
    intercept=0.1,
    weights=np.array([0.5, 0, 0, 0.25, 0, 0, 0.0])[: len(FEATURES)],
    vector_weights=np.array([0.5, -0.5]),
    error_intercept=0.1,
    error_weight=0.2,
    error_quantile=2.0,
    level=0.9,
    label_threshold=0.2,
)


def rate(name, texts):
    scorer = {"lexicons": LexiconsScorer, "embedding": EmbeddingScorer}[name]()
    return scorer.score(pd.Series(texts, dtype="string")).rename(
        columns=lambda column: column.removeprefix(f"{name}_")
    )


@pytest.fixture(params=["lexicons", "embedding"])
def name(request):
    return request.param


def row(values, disagreement=0.0):
    cells = dict.fromkeys(FEATURES, 0.0) | values
    return Features(
        np.array([list(cells.values())]), np.array([disagreement]), np.ones(1), np.ones(1)
    )


def test_a_linear_model_by_hand():
    # .1 + .5 * .6 - .25 * .4 = .3; 2 (.1 + .2 * .5) = .4 to each end
    features = row({"compound": 0.6, "opinion_lexicon_squashed": -0.4}, disagreement=0.5)
    scores = HEAD.score(features)
    assert scores.tolist() == [0.3]
    low, high = HEAD.interval(scores, features)
    assert (low.tolist(), high.tolist()) == ([-0.1], [0.7])
    assert HEAD.score(features, np.array([-0.25])).tolist() == [0.05]
    assert [HEAD.label(score) for score in (0.2, 0.1999, -0.1999, -0.2)] == [
        "positive", "neutral", "neutral", "negative",
    ]  # fmt: skip


def test_scores_and_intervals_stay_on_the_scale():
    features = row({"compound": 9.0}, disagreement=0.5)
    scores = HEAD.score(features)
    assert scores.tolist() == [1.0]
    assert [end.tolist() for end in HEAD.interval(scores, features)] == [[0.6], [1.0]]


def test_vectors_are_weighed_and_averaged_by_words():
    texts = pd.Series(["word " * 30 + ".\n" + "word " * 50 + "."])
    assert len(find_passages(texts[0])) == 2
    told = rate_texts(texts, "x", HEAD, lambda passages: np.eye(2)[: len(passages)])
    plain = rate_texts(texts, "x", HEAD, lambda passages: np.zeros((len(passages), 2)))
    added = told["x_score"][0] - plain["x_score"][0]
    assert added == pytest.approx((30 * 0.5 - 50 * 0.5) / 80, abs=1e-4)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("good", 1.0),
        ("not good", -0.5),
        ("it isn't a really good", -0.5),
        ("not one two three four good", 1.0),  # beyond the reach
        ("not now. good", 1.0),  # a clause ends between
        ("good and bad", 0.0),
        ("well-known good-looking xyz-good", 3.0),
    ],
)
def test_words_of_a_list_add_up_and_negations_turn_them(sentence, expected):
    # the words are listed as positive, "bad" as negative, in Hu and Liu's lexicon
    assert sum_words(sentence).opinion_lexicon == expected


def test_words_are_weighed_in_linear_passes():
    weights = [weight for _, weight in weigh_words("not " * 3 + "a b c d e")]
    assert weights == [1, -0.5, -0.5, -0.5, -0.5, -0.5, -0.5, 1]


@pytest.mark.parametrize("listed", LISTS)
def test_lists_hold_words_that_can_be_found_with_values_on_their_scale(listed):
    values = read_list(listed)
    assert len(values) > 1000
    assert all([word] == [found for found, _ in weigh_words(word)] for word in values)
    assert all(-1 <= value <= 1 for value in values.values())


def test_a_passage_takes_sentences_up_to_its_length():
    text = "One two three four five six seven eight nine ten. " * 12
    passages = [text[start:end] for start, end in find_passages(text)]
    assert [len(passage.split()) for passage in passages] == [50, 50, 20]
    assert " ".join(passages) == text.strip()
    assert find_passages("a " * 200)[0] == (0, 399)
    assert LONGEST_PASSAGE == 50
    assert find_passages(" \n") == []


def test_disagreement_is_that_of_the_lists():
    # VADER knows no word of the first; all know the second's and agree in sign
    apart, agreed = measure_passages(["a corrupt and cheap deal", "a good deal"]).disagreement
    assert apart > agreed


def test_texts_are_ordered_as_people_would(name):
    texts = [
        "A disgraceful, stupid and dishonest article.",
        "The author is wrong.",
        "The summit was on Tuesday in Singapore.",
        "The author is right.",
        "A brilliant, honest and moving article.",
    ]
    assert rate(name, texts)["score"].is_monotonic_increasing


def test_what_vader_misreads_is_mended(name):
    told = rate(name, ["It isn’t good.", "It is “good”.", "A corrupt and cheap deal."])
    assert told["label"].tolist() == ["negative", "positive", "negative"]
    raw = score_comments(
        pd.DataFrame({"id": [1, 2], "text": ["It isn’t good.", "A corrupt and cheap deal."]})
    )
    assert raw["vader_label"].tolist() == ["positive", "neutral"]


def test_length_alone_does_not_move_a_score_beyond_a_passage(name):
    text = "The plan is bad for the town. The mayor spoke on Monday about the new road. "
    passage, often = rate(name, [text * 3, text * 60])["score"]  # 45 and 900 words
    assert passage < -0.1
    assert often == pytest.approx(passage, abs=0.001)


def test_intervals_hold_their_scores_and_widen_with_disagreement(name):
    told = rate(name, ["A good deal.", "They dropped the bomb.", "Hm xyzzy.", "Dull."]).dropna(
        subset="score"
    )
    assert (told["low"] <= told["score"]).all()
    assert (told["score"] <= told["high"]).all()
    assert told[["low", "high"]].abs().le(1).all(axis=None)
    width = told["high"] - told["low"]
    assert width[1] > width[0]


def test_nothing_known_gives_the_widest_interval():
    told = rate("embedding", ["Xyzzy plugh frobnitz.", "A good deal."])
    assert told["low"][0] < -0.8 < 0.8 < told["high"][0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no words"),
        (" \n\t", "no words"),
        ("?!… —", "no words"),
        ("Das ist doch kompletter Unsinn, was hier steht.", "not English (de)"),
        ("Cet article est vraiment mal écrit, quelle honte.", "not English (fr)"),
        ("这篇文章写得不好。", "not English (zh)"),
        ("Спасибо", "not English (ru)"),
    ],
)
def test_texts_without_a_score_say_why(name, text, reason):
    told = rate(name, [text])
    assert told["reason"].tolist() == [reason]
    assert told.drop(columns="reason").isna().all(axis=None)


def test_short_texts_are_scored_whatever_their_language(name):
    assert find_other_language("Merci beaucoup !") is None
    assert sum(map(str.isalpha, "Merci beaucoup")) < FEWEST_LETTERS
    told = rate(name, ["lol no", "Danke, super!"])
    assert told["score"].notna().all()


def test_words_that_no_list_knows():
    assert rate("lexicons", ["Xyzzy!"])["reason"].tolist() == ["no word that the lists know"]
    assert rate("embedding", ["Xyzzy!"])["score"].notna().all()


def test_emoji_alone_are_scored_as_far_as_they_are_known(name):
    told = rate(name, ["❤️", "😢", ":-)", "🚀"])
    assert told["score"][:3].notna().all()
    assert told["score"][0] > told["score"][1]
    assert told["score"].notna()[3] == (name == "embedding")


def test_half_characters_do_no_harm(name):
    scorer = {"lexicons": LexiconsScorer, "embedding": EmbeddingScorer}[name]()
    texts = pd.Series(
        ["A bad \ud800 thing, really, and nothing here is good.", "\ud83d"], dtype=object
    )
    told = scorer.score(texts)
    assert told[f"{name}_score"].notna().tolist() == [True, False]


def test_english_with_foreign_words_is_english():
    text = "The Bundestag voted on Tuesday, and Herr Müller called it a Schande for the country."
    assert find_other_language(text) is None
    assert find_other_language("THIS IS A TERRIBLE ARTICLE AND YOU ALL KNOW IT") is None


def test_a_megabyte_is_scored():
    told = rate("lexicons", ["The minister said it was a good plan. " * 27_000, "x" * 1_000_000])
    assert told["label"][0] == "positive"
    assert told["reason"][1] == "no word that the lists know"


def test_rows_do_not_depend_on_neighbours_to_the_last_bit(name):
    texts = [
        "Good.", "A long sentence " * 40 + "that is bad.", "Bad!", "Good.", "word " * 700, "so?",
    ]  # fmt: skip
    together = rate(name, texts)
    pd.testing.assert_frame_equal(
        rate(name, texts[::-1]).iloc[::-1].reset_index(drop=True), together, check_exact=True
    )
    alone = pd.concat([rate(name, [text]) for text in texts], ignore_index=True)
    pd.testing.assert_frame_equal(alone, together, check_exact=True)


def test_saved_heads_fit_the_features(name):
    head = read_head(name)
    assert head.weights.shape == (len(FEATURES),)
    assert (head.weights >= 0).all()  # nothing that any list calls good lowers a score
    assert head.vector_weights.shape == ({"lexicons": 0, "embedding": 384}[name],)
    assert head.error_quantile > 1
    assert min(head.error_intercept, head.error_weight, head.label_threshold) > 0


def test_models_are_small_and_have_a_card(name):
    folder = resources.files("toolkit.scorers") / "models"
    assert len((folder / f"{name}.json").read_bytes()) < 8_000
    card = (folder / f"{name}.md").read_text(encoding="utf-8")
    told = json.loads((folder / f"{name}.json").read_text())
    assert all(sha256 in card for sha256 in told["fitted_on"].values())
    assert f"±{told['label_threshold']}" in card


class TestVectors:
    def test_a_callable_is_used_and_its_shape_checked(self):
        given = []

        def embed(passages):
            given.extend(passages)
            return np.zeros((len(passages), 384))

        told = EmbeddingScorer(embed).score(pd.Series(["A good plan.", None, "…"]))
        assert given == ["A good plan."]
        head = read_head("embedding")
        expected = head.score(measure_passages(["A good plan."]))
        assert told["embedding_score"][0] == expected[0]
        for wrong in (np.zeros((1, 3)), np.zeros(384), np.full((1, 384), np.nan)):
            with pytest.raises(SettingsError, match=r"shape|finite"):
                EmbeddingScorer(lambda _, wrong=wrong: wrong).score(pd.Series(["Good."]))

    @pytest.mark.parametrize("missing", ["onnxruntime", "tokenizers"])
    def test_the_missing_extra_is_named(self, monkeypatch, missing):
        monkeypatch.setitem(sys.modules, missing, None)
        with pytest.raises(MissingExtraError, match=rf"needs {missing}.*\[embeddings\]"):
            sentence_vectors.load_model()

    def test_a_missing_package_of_files_is_named(self, monkeypatch):
        monkeypatch.setattr(sentence_vectors, "MODEL", ("no_such_package", "model.onnx", "0"))
        with pytest.raises(MissingExtraError, match=r"needs no_such_package.*\[embeddings\]"):
            sentence_vectors.load_model()

    def test_another_model_is_refused(self, monkeypatch):
        package, file, sha256 = sentence_vectors.WORD_PIECES
        other = hashlib.sha256(b"other").hexdigest()
        monkeypatch.setattr(sentence_vectors, "WORD_PIECES", (package, file, other))
        with pytest.raises(SourceError, match=f"SHA-256 {sha256}, not {other}"):
            sentence_vectors.load_model()

    def test_near_sentences_are_near(self):
        model = sentence_vectors.load_model()
        one, near, far = model(
            ["The film was a delight.", "I loved this movie.", "The battery lasts nine hours."]
        )
        assert one @ one == pytest.approx(1)
        assert one @ near > 0.5
        assert one @ far < 0.3
        assert model(["I ❤ it"]).tolist() == model(["I  red heart  it"]).tolist()
        assert model([]).shape == (0, 384)


class TestCommand:
    @pytest.fixture
    def table(self, tmp_path):
        path = tmp_path / "comments.csv"
        texts = ["It isn’t good.", "Das ist doch kompletter Unsinn, was hier steht.", ""]
        pd.DataFrame({"id": [1, 2, 3], "text": texts}).to_csv(path, index=False)
        return path

    def test_scorers_are_added_in_order(self, table, tmp_path, capfd):
        output = tmp_path / "scored.jsonl"
        with pytest.raises(SystemExit) as exited:
            main(["score", str(table), "--scorers", "lexicons, embedding,vader", "-o", str(output)])
        assert exited.value.code == 0
        told = capfd.readouterr().err
        rows = [json.loads(line) for line in output.read_text("utf-8").splitlines()]
        columns = [column for column in rows[0] if column not in ("id", "text")]
        assert columns[:10] == [
            f"{name}_{measure}"
            for name in ("lexicons", "embedding")
            for measure in ("score", "low", "high", "label", "reason")
        ]
        assert columns[-1] == "vader_reason"
        assert rows[0]["lexicons_label"] == rows[0]["embedding_label"] == "negative"
        assert rows[0]["vader_compound"] == 0.4404  # the package's own value, curly and all
        assert rows[1]["vader_reason"] == rows[1]["lexicons_reason"] == "not English (de)"
        assert rows[1]["lexicons_score"] is None
        assert rows[1]["vader_compound"] is not None
        assert "have no lexicons score" in told
        assert "not in English" in told

    def test_an_unknown_scorer_is_an_error(self, table, tmp_path, capfd):
        output = tmp_path / "scored.csv"
        with pytest.raises(SystemExit) as exited:
            main(["score", str(table), "--scorers", "vader,irony", "-o", str(output)])
        assert exited.value.code
        told = capfd.readouterr().err
        assert "there is no scorer 'irony'; choose one of: embedding, lexicons, vader" in told
        assert not output.exists()
