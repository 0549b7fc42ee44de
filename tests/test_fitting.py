"""How the scorers' weights are fitted, on made sentences."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent / "benchmarks"))
import fitting
import rated_sentences
import sentiment_quality
import train_scorers

GOOD, BAD = ["good", "great", "lovely"], ["bad", "awful", "corrupt"]
NAMES = ["nyt", "movies", "amazon", "tweets"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four sets of sentences; a "zork", which no list has, adds one to people's rating."""
    path = tmp_path_factory.mktemp("rated")
    for number, name in enumerate(rated_sentences.DOMAINS.values()):
        random = np.random.default_rng(number)
        lines = []
        for row in range(120):
            kind, zork = random.integers(-1, 2), int(random.integers(0, 2))
            word = "plain" if kind == 0 else str(random.choice(GOOD if kind > 0 else BAD))
            rating = 2 * kind + zork + random.normal(0, 0.3 + 0.2 * number)
            text = f"The {NAMES[number]} was {word} &amp; new{' zork' * zork}."
            lines.append(f"{row}\t{rating:.3f}\t{text}")
        (path / name).write_bytes("\r\n".join(lines).encode())
    return path


@pytest.fixture(scope="module")
def measured(folder):
    return fitting.measure(rated_sentences.read_rated(folder), None)


def test_rated_sentences_are_read_as_they_are(folder):
    rated = rated_sentences.read_rated(folder)
    assert len(rated.texts) == 480
    assert rated.ratings.max() < 1.3
    assert "&amp;" in rated.raw[0]
    assert "&" in rated.texts[0]
    assert "&amp;" not in rated.texts[0]
    assert np.bincount(rated.domains).tolist() == [120] * 4


def test_a_word_that_no_list_has_gets_its_value(measured):
    part, ratings, domains = measured
    fitted = fitting.fit("lexicons", part, ratings, domains)
    values = {part.vocabulary[number]: value for number, value in fitted.values.items()}
    assert values["zork"] == max(values.values()) > 0.2
    assert not values.keys() & set(NAMES)  # a word of one domain alone gets none
    assert rated_sentences.correlation(fitting.predict(fitted, part), ratings) > 0.9


def test_held_out_scores_do_not_depend_on_the_held_out_ratings(measured):
    part, ratings, domains = measured
    scores = fitting.hold_out("lexicons", part, ratings, domains)
    changed = np.where(domains == 2, -ratings, ratings)
    again = fitting.hold_out("lexicons", part, changed, domains)
    np.testing.assert_array_equal(scores[domains == 2], again[domains == 2])
    assert not np.array_equal(scores[domains == 0], again[domains == 0])
    assert rated_sentences.correlation(scores[domains == 2], ratings[domains == 2]) > 0.9


def test_intervals_hold_their_share_in_every_domain(measured):
    part, ratings, domains = measured
    scores = fitting.hold_out("lexicons", part, ratings, domains)
    disagreement = part.features.disagreement
    errors = fitting.fit_errors(scores, disagreement, ratings, domains)
    inside = np.abs(ratings - scores) <= errors.reach(disagreement) + 1e-12
    shares = [inside[domains == domain].mean() for domain in range(4)]
    assert min(shares) >= fitting.LEVEL
    assert min(shares) < fitting.LEVEL + 0.02  # no wider than the widest domain needs


def test_the_threshold_is_the_best_one(measured):
    _, ratings, domains = measured
    # people's own means as scores: the best threshold is the one that people's classes have
    assert fitting.choose_threshold(ratings, ratings, domains) in (0.12, 0.13)


def test_the_same_bytes_each_time(folder, tmp_path, monkeypatch):
    def embed(passages):
        lengths = np.array([[len(passage), passage.count("o")] for passage in passages], float)
        return lengths / 100

    rated = rated_sentences.read_rated(folder)
    written = []
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        monkeypatch.setattr(train_scorers, "MODELS", tmp_path / run)
        train_scorers.train("lexicons", rated, None)
        train_scorers.train("embedding", rated, embed)
        written.append({path.name: path.read_bytes() for path in (tmp_path / run).iterdir()})
    assert written[0] == written[1]
    assert sorted(written[0]) == ["embedding.json", "lexicons.json", "ratings.csv"]
    assert b"zork," in written[0]["ratings.csv"]


def test_classes_and_their_figures_by_hand():
    truth = rated_sentences.classes(np.array([0.5, 0.05, -0.05, 0.0]), 0.05)
    assert truth.tolist() == [1, 1, -1, 0]
    told = np.array([1, -1, -1, 0])
    # -1: precision 1/2, recall 1; 0: 1, 1; 1: 1, 1/2; F1 2/3, 1, 2/3
    figures = rated_sentences.precision_recall_f1(truth, told)
    assert figures == [
        (0.5, 1.0, pytest.approx(2 / 3), 1), (1.0, 1.0, 1.0, 1), (1.0, 0.5, pytest.approx(2 / 3), 2)
    ]  # fmt: skip
    assert rated_sentences.macro_f1(truth, told) == pytest.approx(7 / 9)


def test_the_tables_are_printed(folder, monkeypatch, capsys):
    monkeypatch.setattr(sentiment_quality, "RESAMPLES", 20)
    monkeypatch.setattr(sys, "argv", ["sentiment_quality.py", str(folder), "--seeds", "1"])
    sentiment_quality.main()
    told = capsys.readouterr().out
    assert "paper" in told
    assert "embedding is left out" in told
    assert "cross-domain" in told
    assert "interval holds" in told
