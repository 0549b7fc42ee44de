"""The machine checked against people: the sample, the sheets, the figures, the report."""

import io
import json
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

import toolkit
from toolkit.cli import main
from toolkit.errors import OutputError, SchemaError, SettingsError
from toolkit.figures import FIGURES
from toolkit.seeded import Topic
from toolkit.validation import (
    Coding,
    draw_sample,
    read_codings,
    read_validation,
    to_markdown,
    validate_scores,
    write_coding_sheet,
    write_validation,
)
from toolkit.validation.items import item_name
from toolkit.validation.sheet import sheet_table
from toolkit.validation.workbook import write_workbook

ROOT = Path(__file__).parents[1]
DIPLOMAT = ROOT / "data/diplomat-north-korea/diplomat-north-koreas-six-trillion-dollar-question.txt"
LABELS = ["positive", "neutral", "negative"]
TOPICS = (
    Topic(name="war", label="The war", seeds=("war",)),
    Topic(name="trade", label="Trade", seeds=("trade",)),
)


def made(n=90, **columns):
    """A table of rare to common labels: nine negative, eighteen neutral, the rest positive."""
    labels = ["negative"] * (n // 10) + ["neutral"] * (n // 5)
    labels += ["positive"] * (n - len(labels))
    values = {"positive": 0.6, "neutral": 0.0, "negative": -0.6}
    return pd.DataFrame(
        {
            "id": [f"page:{place}" for place in range(n)],
            "text": [f"comment {place}" for place in range(n)],
            "vader_label": labels,
            "vader_compound": [values[label] for label in labels],
        }
        | columns
    )


def coding(coder, table, **codes):
    frame = pd.DataFrame({name: list(values) for name, values in codes.items()}, dtype="object")
    frame.index = table["id"].astype(str)[: len(frame)].to_numpy()
    return Coding(coder, frame, f"{coder}.csv")


def estimate(found, about, name, measure, **more):
    return found.figure(about, name, measure, **more)["estimate"]


# the sample


def test_the_sample_is_the_same_whatever_the_order_and_another_for_another_seed():
    table = made()
    key = draw_sample(table, n=30, seed=4).key
    shuffled = draw_sample(table.sample(frac=1, random_state=0), n=30, seed=4).key
    pd.testing.assert_frame_equal(key, shuffled)
    assert draw_sample(table, n=30, seed=5).key["id"].tolist() != key["id"].tolist()
    assert key["id"].tolist() != sorted(key["id"])
    by_label = key.merge(table, on="id")["vader_label"]
    assert (by_label != by_label.shift()).sum() > 6  # no blocks of one label


def test_weights_add_up_to_the_table_and_rare_labels_are_drawn_more_often():
    table = made()
    key = draw_sample(table, n=30).key
    by_label = key.merge(table, on="id").groupby("vader_label")["weight"].agg(["size", "sum"])
    assert by_label["sum"].round(9).to_dict() == {"negative": 9, "neutral": 18, "positive": 63}
    assert by_label["size"].sum() == 30
    assert by_label.loc["negative", "size"] > 3  # its share of thirty


def test_weighted_figures_are_unbiased():
    """Over many seeds the weighted accuracy is that of the whole table, the plain one isn't."""
    table = made()
    truth = ["positive"] * 90  # the machine is right for every "positive" and nothing else: 70 %
    everybody = coding("Ann", table, sentiment=truth)
    weighted, plain = [], []
    for seed in range(60):
        sample = draw_sample(table, n=30, seed=seed)
        codes = Coding("Ann", everybody.codes.loc[sample.key["id"]], "ann.csv")
        strata = sample.key.set_index("id")[["stratum", "stratum_size"]]
        for known, kept in ((strata, weighted), (None, plain)):
            found = validate_scores(table, [codes], strata=known, resamples=2)
            kept.append(estimate(found, "scorer", "vader", "accuracy"))
    assert np.mean(weighted) == pytest.approx(0.7)
    assert np.mean(plain) < 0.6


def test_a_table_smaller_than_the_sample_is_taken_whole_and_an_empty_one_refused():
    assert sorted(draw_sample(made(5), n=200).key["weight"]) == [1.0] * 5
    with pytest.raises(SchemaError, match="no reader comment"):
        draw_sample(made(5).assign(kind="pingback"))


# the sheets


@pytest.fixture
def hostile():
    texts = [
        '=HYPERLINK("http://x.example")',
        "+1",
        "@SUM(A1)",
        "-2",
        "a\x0bb\x00",
        "007",
        "x" * 70_000,
    ]
    return made(20, text=texts + ["plain"] * 13, author=["Ann"] * 20)


def test_sheets_are_blind_and_nothing_in_them_runs(hostile, tmp_path):
    write_coding_sheet(hostile, draw_sample(hostile), tmp_path / "d", topics=TOPICS, rating=True)
    folder = tmp_path / "d" / "for_coders"
    csv = (folder / "coding_sheet.csv").read_text(encoding="utf-8")
    assert csv.splitlines()[0] == "item,text,sentiment,rating,topic: war,topic: trade,note"
    for secret in ("Ann", "vader", "positive", "page:"):
        assert secret not in csv
    assert "'=HYPERLINK" in csv.replace('"', "")
    book = openpyxl.load_workbook(folder / "coding_sheet.xlsx")
    assert book.sheetnames == ["coding", "instructions"]
    cells = [cell for row in book["coding"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    rules = {rule.formula1 for rule in book["coding"].data_validations.dataValidation}
    assert rules == {'"negative,neutral,positive,unclear"', '"yes,no"', "-4"}
    codebook = (folder / "codebook.md").read_text(encoding="utf-8")
    assert "The war" in codebook
    assert "seed" not in codebook


def test_the_same_draw_gives_the_same_bytes_and_a_begun_sheet_is_never_replaced(tmp_path):
    table = made(20)
    for name in ("a", "b"):
        write_coding_sheet(table, draw_sample(table), tmp_path / name)
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert len(files) == 6
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    write_coding_sheet(table, draw_sample(table, seed=1), tmp_path / "a")
    with (tmp_path / "a" / "for_coders" / "coding_sheet.csv").open("a") as sheet:
        sheet.write("x")
    with pytest.raises(OutputError, match="would be lost"):
        write_coding_sheet(table, draw_sample(table), tmp_path / "a")


def test_the_comment_answered_stands_beside_the_answer(tmp_path):
    table = made(2, reply_to=[None, "page:0"])
    write_coding_sheet(table, draw_sample(table), tmp_path / "d")
    rows = pd.read_csv(tmp_path / "d" / "for_coders" / "coding_sheet.csv").set_index("text")
    assert rows.loc["comment 1", "answers"] == "comment 0"


def sheet(path, lines, encoding="utf-8"):
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def names(n):
    return [item_name(f"page:{place}") for place in range(n)]


def test_a_sheet_as_other_programs_and_people_leave_it(tmp_path):
    first, second, third, fourth = names(4)
    lines = [
        "Text; Sentiment ;RATING;item;Topic: war;mood",
        f"b;NEGATIV;-2,5;{second.upper()};Ja;x",
        ";;;;;",
        f'"a;\nb"; Positive ;+3;{first};no;',
        f"c;;;{third};;",
        f"d;unclear;;{fourth};x;",
    ]
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        [found] = read_codings([sheet(tmp_path / "ann.csv", lines, encoding)], made(9))
        assert found.coder == "ann"
        codes = found.codes.astype("object").where(found.codes.notna(), None)
        assert codes.loc["page:1"].tolist() == ["negative", -2.5, "yes"]
        assert codes.loc["page:0"].tolist() == ["positive", 3.0, "no"]
        assert codes.loc["page:2"].tolist() == [None, None, None]
        assert codes.loc["page:3"].tolist() == ["unclear", None, "yes"]
        assert "mood" in found.notes[0]


def test_a_workbook_with_its_sheets_in_another_order(tmp_path):
    table = made(6)
    write_coding_sheet(table, draw_sample(table), tmp_path / "d", topics=TOPICS, rating=True)
    book = openpyxl.load_workbook(tmp_path / "d" / "for_coders" / "coding_sheet.xlsx")
    coding_sheet = book["coding"]
    for row in range(2, 8):
        for column, code in ((3, "neutral"), (4, -1), (5, True), (6, "No")):
            coding_sheet.cell(row, column, code)
    coding_sheet.insert_rows(1)
    book.move_sheet("instructions", -1)
    book.save(tmp_path / "bo.xlsx")
    [found] = read_codings([tmp_path / "bo.xlsx"], table, topics=["war", "trade"])
    assert found.codes.iloc[0].tolist() == ["neutral", -1, "yes", "no"]
    assert len(found.codes) == 6


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["{0},postive"], "row 2, sentiment: 'postive' is not negative, neutral, positive or "
                          "unclear (did you mean 'positive'?)"),
        (["{0},positive", "zzzz,neutral"], "row 3: the item 'zzzz' is of no comment"),
        (["{0},positive", ",neutral"], "row 3: no item"),
        (["{0},positive", "{1},neutral", "{0},negative"], "row 4: codes the comment of row 2"),
        (["{0},", "{1},"], "has no code in it"),
        (["{0},1"], "row 2, sentiment: '1' is not"),
    ],
)  # fmt: skip
def test_slips_are_told_with_their_rows(tmp_path, rows, said):
    lines = ["item,sentiment", *(row.format(*names(2)) for row in rows)]
    with pytest.raises(SchemaError) as raised:
        read_codings([sheet(tmp_path / "ann.csv", lines)], made(9))
    assert said in str(raised.value)


@pytest.mark.parametrize("rating", ["5", "4,5", "-4.01", "nan", "1e0", "two"])
def test_ratings_beyond_the_scale_are_refused(tmp_path, rating):
    path = sheet(tmp_path / "ann.csv", ["item;rating", f"{names(1)[0]};{rating}"])
    with pytest.raises(SchemaError, match="a number from -4 to 4"):
        read_codings([path], made(9))


def test_other_files_are_refused_with_what_was_found(tmp_path):
    path = sheet(tmp_path / "ann.csv", ["id2,feeling", "a,b"])
    with pytest.raises(SchemaError, match="no column 'item' \\(found: id2, feeling\\)"):
        read_codings([path], made(9))
    path = sheet(tmp_path / "ann.csv", ["item,sentiment,Sentiment", "a,b,c"])
    with pytest.raises(SchemaError, match="'sentiment' twice"):
        read_codings([path], made(9))
    path = sheet(tmp_path / "ann.csv", ["item,text", f"{names(1)[0]},b"])
    with pytest.raises(SchemaError, match="no column with codes"):
        read_codings([path], made(9))
    path = sheet(tmp_path / "ann.csv", ["item,topic: peace", f"{names(1)[0]},yes"])
    with pytest.raises(SchemaError, match="'peace', which is not one of war"):
        read_codings([path], made(9), topics=["war"])
    with pytest.raises(SettingsError, match="given twice"):
        read_codings([path, path], made(9))


def test_blanks_are_missing_unless_they_mean_no(tmp_path):
    lines = ["item,topic: war,topic: trade", f"{names(2)[0]},yes,", f"{names(2)[1]},,"]
    path = sheet(tmp_path / "ann.csv", lines)
    [plain] = read_codings([path], made(9))
    [filled] = read_codings([path], made(9), blank_means_no=True)
    assert plain.codes["topic: trade"].isna().all()
    assert filled.codes["topic: trade"].tolist()[0] == "no"
    assert pd.isna(filled.codes["topic: trade"].tolist()[1])  # nobody coded that row


# the figures


def random_codes(table, seed, share=0.7):
    random = np.random.default_rng(seed)
    own = table["vader_label"].to_numpy(dtype=object)
    return np.where(random.random(len(table)) < share, own, random.choice(LABELS, len(table)))


def test_measures_are_those_of_scikit_learn():
    table = made()
    sample = draw_sample(table, n=45)
    truth = pd.Series(random_codes(table, 1), index=table["id"])[sample.key["id"]]
    codes = Coding("Ann", pd.DataFrame({"sentiment": truth}), "ann.csv")
    strata = sample.key.set_index("id")[["stratum", "stratum_size"]]
    found = validate_scores(table, [codes], strata=strata, resamples=50)
    machine = table.set_index("id")["vader_label"][sample.key["id"]]
    weights = sample.key["weight"]
    expected = precision_recall_fscore_support(truth, machine, labels=LABELS, sample_weight=weights)
    for row, measure in zip(expected, ("precision", "recall", "f1"), strict=False):
        for label, value in zip(LABELS, row, strict=True):
            assert estimate(found, "scorer", "vader", measure, part=label) == pytest.approx(value)
    assert estimate(found, "scorer", "vader", "macro_f1") == pytest.approx(expected[2].mean())
    accuracy = accuracy_score(truth, machine, sample_weight=weights)
    assert estimate(found, "scorer", "vader", "accuracy") == pytest.approx(accuracy)
    cells = found.confusion[found.confusion["about"] == "scorer"]
    assert cells["n"].sum() == 45
    assert cells["weight"].sum() == pytest.approx(90)


def test_the_majority_counts_and_ties_are_left_out_and_said():
    table = made(10)  # one negative, two neutral, seven positive
    ann = coding("Ann", table, sentiment=["positive"] * 10)
    bo = coding("Bo", table, sentiment=["negative"] + ["positive"] * 9)
    cy = coding("Cy", table, sentiment=["neutral"] + ["positive"] * 8 + ["unclear"])
    two = validate_scores(table, [ann, bo], resamples=20)
    assert two.figure("scorer", "vader", "accuracy")["n"] == 9
    assert estimate(two, "scorer", "vader", "accuracy") == pytest.approx(7 / 9)
    assert estimate(two, "scorer", "vader", "accuracy", against="Bo") == 0.8
    assert any("on 1 of 10 comments no code has a majority" in note for note in two.notes)
    three = validate_scores(table, [ann, bo, cy], resamples=20)
    assert three.figure("scorer", "vader", "accuracy")["n"] == 9
    assert "with each person alone 70 % to 80 %" in to_markdown(two)


def test_ratings_intervals_and_probabilities_by_hand():
    table = made(
        6, m_label=["positive"] * 6, m_score=[0.5] * 3 + [-0.5] * 3, m_low=[0.0] * 3 + [-0.6] * 3,
        m_high=[1.0] * 3 + [-0.4] * 3, m_probability=[0.75] * 6,
    )  # fmt: skip
    codes = coding(
        "Ann", table, sentiment=["positive"] * 3 + ["negative"] * 3, rating=[4, 2, 0, -4, -2, 0]
    )
    found = validate_scores(table, [codes], resamples=50)
    r = np.corrcoef([0.5] * 3 + [-0.5] * 3, [4, 2, 0, -4, -2, 0])[0, 1]
    assert estimate(found, "scorer", "m", "r") == pytest.approx(r)
    assert estimate(found, "scorer", "m", "coverage") == pytest.approx(4 / 6)  # 1, .5, 0 and -.5
    assert estimate(found, "scorer", "m", "interval_width") == pytest.approx(0.6)
    # half of the labels are right where it says three quarters
    assert estimate(found, "scorer", "m", "expected_calibration_error") == pytest.approx(0.25)
    assert estimate(found, "scorer", "m", "score_calibration_error") == pytest.approx(0.0)


def test_topics_each_together_and_none():
    table = made(6, seeded_topics=["war", "war|trade", "", "trade", None, "other"])
    codes = coding("Ann", table, **{
        "topic: war": ["yes", "yes", "yes", "no", "no", "no"],
        "topic: trade": ["no", "yes", "no", "no", "no", "no"],
    })  # fmt: skip
    found = validate_scores(table, [codes], resamples=50)
    # war: two found of three, trade: one right of two; none: people 3, machine 3, both 2
    assert estimate(found, "topics", "seeded", "recall", part="war") == pytest.approx(2 / 3)
    assert estimate(found, "topics", "seeded", "precision", part="trade") == 0.5
    assert estimate(found, "topics", "seeded", "micro_f1") == pytest.approx(2 * 3 / (4 + 4))
    assert estimate(found, "topics", "seeded", "macro_f1") == pytest.approx((4 / 5 + 2 / 3) / 2)
    assert estimate(found, "topics", "seeded", "f1", part="none") == pytest.approx(2 / 3)


def test_what_it_says_when_all_agree_one_codes_or_nothing_varies():
    table = made(12)
    ann = coding("Ann", table, sentiment=table["vader_label"])
    bo = coding("Bo", table, sentiment=table["vader_label"])
    agreed = validate_scores(table, [ann, bo], resamples=50).figure("coders", "sentiment", "alpha")
    assert (agreed["estimate"], agreed["note"]) == (
        1.0, "all agree on every comment, so resampling can't show any spread"
    )  # fmt: skip
    assert np.isnan(agreed["ci_low"])
    alone = validate_scores(table, [ann], resamples=50)
    assert alone.figure("coders", "sentiment", "alpha")["note"].startswith("one coder")
    same = [coding(who, table, sentiment=["neutral"] * 12) for who in ("Ann", "Bo")]
    alike = validate_scores(table, same, resamples=50)
    alpha = alike.figure("coders", "sentiment", "alpha")
    assert np.isnan(alpha["estimate"])
    assert "alpha is undefined" in alpha["note"]
    assert "undefined" in to_markdown(alike)


def test_small_n_and_missing_codes_are_said():
    table = made(12)
    ann = coding("Ann", table, sentiment=["positive", None, "neutral"])
    found = validate_scores(table, [ann], resamples=50)
    assert any(note.startswith("only 3 comments are coded") for note in found.notes)
    assert found.missing == {"Ann": {"sentiment": 1}}
    note = found.figure("scorer", "vader", "accuracy")["note"]
    assert note == "2 comments are too few for an interval (at least 6)"


def test_order_of_coders_rows_and_columns_changes_nothing():
    table = made(40, author=[f"u{place % 15}" for place in range(40)])
    coders = [coding(who, table, sentiment=random_codes(table, seed))
              for seed, who in enumerate(("Ann", "Bo", "Cy"))]  # fmt: skip
    found = validate_scores(table, coders, resamples=99)
    shuffled = [
        Coding(one.coder, one.codes.sample(frac=1, random_state=3), one.source) for one in coders
    ]
    again = validate_scores(
        table.sample(frac=1, random_state=1)[table.columns[::-1]], shuffled[::-1], resamples=99
    )
    pd.testing.assert_frame_equal(found.measures, again.measures)
    pd.testing.assert_frame_equal(found.items, again.items)
    assert set(found.measures["resampled"]) == {"authors"}


def test_labels_that_change_places_change_only_their_names():
    table = made(40)
    truth = random_codes(table, 7)
    found = validate_scores(table, [coding("Ann", table, sentiment=truth)], resamples=50)
    swap = {"positive": "negative", "negative": "positive", "neutral": "neutral"}
    turned = table.assign(vader_label=table["vader_label"].map(swap))
    other = coding("Ann", turned, sentiment=[swap[label] for label in truth])
    again = validate_scores(turned, [other], resamples=50)
    for label in LABELS:
        assert estimate(found, "scorer", "vader", "f1", part=label) == pytest.approx(
            estimate(again, "scorer", "vader", "f1", part=swap[label])
        )


def test_a_validation_is_read_as_it_was_written(tmp_path):
    table = made(12)
    coders = [
        coding(who, table, sentiment=random_codes(table, seed)) for seed, who in enumerate("AB")
    ]
    found = validate_scores(table, coders, resamples=50)
    write_validation(found, tmp_path / "v")
    read = read_validation(tmp_path / "v")
    pd.testing.assert_frame_equal(read.measures, found.measures)
    assert (read.coders, read.ids, read.notes) == (found.coders, found.ids, found.notes)
    assert to_markdown(read) == to_markdown(found)
    path = tmp_path / "v" / "validation.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    for broken in ("{", "[]", json.dumps(held | {"form": 9}), json.dumps(held | {"items": 3})):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(SettingsError, match="validation"):
            read_validation(tmp_path / "v")


# the command and the report


@pytest.fixture
def run(capfdbinary):
    def run(*arguments):
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return exited.value.code, out.decode(), err.decode()

    return run


def test_from_draw_to_report(run, tmp_path):
    comments = toolkit.parse_comments([toolkit.read_document(DIPLOMAT)]).comments
    toolkit.write_table(toolkit.score_comments(comments), tmp_path / "scored.csv")
    code, _, said = run("validate", tmp_path / "scored.csv", "-o", tmp_path / "draw")
    assert code == 0
    assert "only 11 reader comments" in said
    drawn = pd.read_csv(tmp_path / "draw/for_coders/coding_sheet.csv", dtype=str)
    drawn["sentiment"] = ["negative", "neutral", "positive", "negative"] * 2 + ["neutral"] * 3
    drawn.to_csv(tmp_path / "draw/for_coders/ann.csv", index=False, sep=";")
    arguments = ("--coded", tmp_path / "draw/for_coders/ann.csv", "-o", tmp_path / "result")
    code, _, said = run("validate", tmp_path / "scored.csv", *arguments)
    assert code == 0
    assert "weights of the sample" in said
    assert "only 11 comments are coded" in said
    code, _, _ = run(
        "-q", "report", DIPLOMAT, "--validation", tmp_path / "result", "-o", tmp_path / "r"
    )
    assert code == 0
    report = (tmp_path / "r/report.md").read_text(encoding="utf-8")
    html = (tmp_path / "r/report.html").read_text(encoding="utf-8")
    for text in (report, html):
        assert "Not validated" not in text
        assert text.count("Checked against one person on 11 comments") >= 5  # findings, figures
    assert "For this report one person coded 11 of 11 comments" in report
    assert (tmp_path / "r/validation.csv").is_file()


def test_a_report_without_validation_says_so_with_each_figure_of_sentiment(make_analysis):
    analysis = make_analysis(11)
    for name in ("comments_over_time", "sentiment_distribution", "sentiment_by_topic"):
        assert "Not validated against human coding" in FIGURES[name].caption(analysis)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--blank-means-no"], "--blank-means-no: is used with --coded only"),
        (["--drawn", "x.csv"], "--drawn: is used with --coded only"),
        (["--coded", "ann.csv", "--sample", "9"], "--sample: draws a sample"),
        (["--coded", "ann.csv"], "ann.csv: no such file"),
        (["--sample", "0"], "Invalid value for '--sample'"),
    ],
)
def test_bad_use_is_one_sentence(run, tmp_path, monkeypatch, arguments, said):
    monkeypatch.chdir(tmp_path)
    toolkit.write_table(made(9), tmp_path / "t.csv")
    code, _, err = run("validate", "t.csv", "-o", "out", *arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()


def test_a_validation_of_other_comments_is_refused(run, tmp_path):
    table = made(9)
    found = validate_scores(
        table, [coding("Ann", table, sentiment=table["vader_label"])], resamples=9
    )
    write_validation(found, tmp_path / "v")
    code, _, err = run("report", DIPLOMAT, "--validation", tmp_path / "v", "-o", tmp_path / "r")
    assert (code, "none of the comments that people coded" in err) == (2, True)


def test_the_workbook_reads_as_a_table(hostile):
    """What LibreOffice and Excel show is what was written: no formula, nothing cut."""
    rows = sheet_table(hostile, draw_sample(hostile))
    buffer = io.BytesIO()
    write_workbook(rows, "# Title", buffer)
    cells = openpyxl.load_workbook(buffer)["coding"]
    header = [cell.value for cell in cells[1]]
    assert [name for name in header if "continued" in str(name)] == [
        "text (continued 2)",
        "text (continued 3)",
    ]
    assert max(len(str(cell.value or "")) for row in cells.iter_rows() for cell in row) <= 32_767
