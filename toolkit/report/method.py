"""How the numbers came about, with their sources, and what they can't show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Method:
    """One step of the method: what was done, its formula and where it is published."""

    name: str
    text: str
    formula: str = ""
    reference: str = ""


READING = Method(
    "Reading the page",
    "Every line of the input that is not blank belongs to exactly one of title, article, comment, "
    "pingback or page furniture. Dates are kept as precise as they are printed; no time zone is "
    "added. Pingbacks are scored but kept out of the findings and of what figures say of readers. "
    "The confidence of a record says how well its reading holds together, not how probably it is "
    "right. High: the page’s comments were told by more than is needed and nothing about the "
    "record is odd. Medium: one thing is odd, or much of the page is. Low: several things are "
    "odd, or one that mostly means a mistake (no text, a date line or too much of it in the text, "
    "another form than the others have), or the page’s comments were hardly told.",
)

EXPORTS = Method(
    "Reading the export",
    "Every record of the file is a comment, a pingback, the article, or something else by name; "
    "stubs that stand for comments elsewhere are counted. Times have the zone that the format "
    "documents or that is written with them. An answer to a comment that is not in the file keeps "
    "its place and is counted as an orphan. Deleted and removed comments keep theirs, without a "
    "text to score. Pingbacks are scored but kept out of the findings.",
)

PRIVACY = Method(
    "Persons",
    "E-mail and IP addresses are masked in every file of this report before anything is computed, "
    "so that scores and topics are those of the text shown. Names are pseudonyms where that was "
    "asked for. Pseudonyms don’t make a thread anonymous: its texts can be searched on the Web. "
    "Places in the source still point into the original file.",
)

TOPICS = Method(
    "The analyst’s topics",
    "A comment has a topic if one of the topic’s seed words or phrases occurs in it as a "
    "whole word, inflected forms included. A comment can have several topics; its main topic, "
    "in bold, is the one that most of these words point to.",
)

GROUPING = Method(
    "Topics found by grouping",
    "Comments are grouped by their words with a fixed seed, and grouped again in resamples. "
    "Groups are reported as topics only if the adjusted Rand index between the groupings "
    "shows that they come back.",
    "ARI = (index − expected index) / (maximum index − expected index)",
    "Hubert, L. & Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193–218.",
)

QUALITY = Method(
    "How good discovered topics are",
    "Coherence is the mean normalised pointwise mutual information of pairs of a topic’s ten most "
    "distinctive words, by comments; diversity the share of different words among all topics’ "
    "words (Dieng, Ruiz & Blei 2020); a topic’s stability the mean of its Jaccard index with the "
    "most similar group of each resample (Hennig 2007).",
    "NPMI = log(p(x, y) / (p(x) p(y))) / −log p(x, y)",
    "Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. "
    "Proceedings of GSCL, 31–40. Hennig, C. (2007). Cluster-wise assessment of cluster stability. "
    "Computational Statistics & Data Analysis 52(1), 258–271.",
)

MAP = Method(
    "Map of discovered topics",
    "Comments are laid out on a plane by their words in at most 40 dimensions (latent semantic "
    "analysis): by the first two principal components if these are faithful enough, else by "
    "t-SNE begun from them. No map is drawn below a trustworthiness of 0.90, nor where the share "
    "of neighbours of the same topic on the map is more than ten percentage points from that in "
    "the full space.",
    "",
    "Venna, J. & Kaski, S. (2001). Neighborhood preservation in nonlinear projection methods: an "
    "experimental study. Proceedings of ICANN, 485–491. van der Maaten, L. & Hinton, G. (2008). "
    "Visualizing data using t-SNE. Journal of Machine Learning Research 9, 2579–2605.",
)

TOWARD = Method(
    "Sentiment toward targets",
    "Each sentence is cut into clauses, and each clause valued by VADER’s rules alone. A word with "
    "a value is said of the target after it if only function words part them, else of the last "
    "one named before it in the clause, else of the first after it; a clause that begins with a "
    "pronoun goes on with the target before it. A sentence’s value is the sum x of these words "
    "over their number and one, squashed; a comment’s score toward a target is the mean of its "
    "sentences, a target’s mean that of the comments that say something of it.",
    "s = v / √(v² + 15), v = x / (n + 1)",
)

SECOND_SCORE = Method(
    "The second score",
    "“lexicons” is a linear model over VADER’s numbers, Hu and Liu’s opinion lexicon, Pattern’s "
    "adjectives and words whose values were learnt from ratings of sentences by people (Hutto & "
    "Gilbert 2014, their data). Texts are scored by passages of up to 50 words and averaged; the "
    "label is positive from +0.09, negative from −0.09. The interval is the one that held 90 % of "
    "the ratings in the kind of text that it was worst at. Texts that are not in English, or of "
    "which the lists know no word, have none.",
    "",
    "Hu, M. & Liu, B. (2004). Mining and summarizing customer reviews. Proceedings of KDD, "
    "168–177.",
)

VALIDATION = Method(
    "Check against people",
    "A score is worth what people who code the same comments say of it. `toolkit validate` draws "
    "comments by strata, hides the scores, and compares what people code with each other "
    "(Krippendorff’s alpha: 1 is agreement, 0 is chance) and with the scorer, with weights that "
    "undo the strata and intervals that resample authors, conversations or articles as wholes.",
    "α = 1 − observed / expected disagreement",
    "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed.), "
    "chapter 12. Sage.",
)

METHODS = (
    Method(
        "Sentiment",
        "VADER adds up the values of the words in its lexicon, changed by rules for negation, "
        "degree words, capitals, “but” and punctuation, and squashes the sum x to a value from "
        "−1 to +1. A comment is positive from +0.05, negative from −0.05, else neutral. Curly "
        "quotes, dashes, ellipses and emoji are first read as meant, because VADER reads “isn’t” "
        "with a curly apostrophe as no negation and “good…but” as one word; the value of the text "
        "as it stands is shown wherever it differs.",
        "compound = x / √(x² + 15)",
        "Hutto, C. J. & Gilbert, E. (2014). VADER: A parsimonious rule-based model for sentiment "
        "analysis of social media text. Proceedings of ICWSM 8, 216–225.",
    ),
    VALIDATION,
    SECOND_SCORE,
    TOPICS,
    GROUPING,
    Method(
        "Means and medians",
        "Intervals cover 95 % and resample the comments: bias-corrected and accelerated for "
        "means, percentile for medians; where authors or conversations come up more than once, "
        "whole ones are resampled (percentile). Where comments are too few there is no interval, "
        "and the reason stands in its place.",
        "",
        "Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American "
        "Statistical Association 82(397), 171–185.",
    ),
    Method(
        "Groups compared",
        "Each topic, period and article is compared with the other comments, so that no comment "
        "stands on both sides. Intervals of the difference resample authors, conversations or "
        "articles as wholes, whichever gives the widest; where nobody wrote twice, comments. Tests "
        "are permutation tests, or the wild cluster bootstrap where there are clusters; p-values "
        "carry Holm’s correction for the groups of one grouping. Cliff’s delta is the probability "
        "that a comment of the group scores higher, less that of the reverse. comparisons.csv has "
        "all.",
        "",
        "Cameron, A. C., Gelbach, J. B. & Miller, D. L. (2008). Bootstrap-based improvements for "
        "inference with clustered errors. Review of Economics and Statistics 90(3), 414–427. "
        "Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian "
        "Journal of Statistics 6(2), 65–70.",
    ),
    Method(
        "Shares",
        "Shares of comments carry Wilson’s score interval at 95 % (z = 1.96). Where authors or "
        "conversations come up more than once, n is divided by the design effect.",
        "(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)",
        "Wilson, E. B. (1927). Probable inference, the law of succession, and statistical "
        "inference. Journal of the American Statistical Association 22(158), 209–212.",
    ),
    Method(
        "Distinctive words",
        "Log-odds of each word between two bodies of text, with the words’ shares in both "
        "together as an informative Dirichlet prior a that pulls rare words towards no "
        "difference.",
        "δ = log((y₁ + a) / (n₁ + a₀ − y₁ − a)) − log((y₂ + a) / (n₂ + a₀ − y₂ − a))",
        "Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin’ words: Lexical feature "
        "selection and evaluation for identifying the content of political conflict. Political "
        "Analysis 16(4), 372–403.",
    ),
)

DISTRUST = (
    "A lexicon counts words. It can’t see irony, sarcasm or rhetorical questions, and it can’t "
    "see whom a feeling is about: praise of one side and blame of the other add up to one number. "
    "Single scores are often wrong in sign. Read the comment before you quote its score."
)

LIMITS = (
    "The sentiment score is a lexicon’s: it can’t see irony or sarcasm, nor the target of a "
    "feeling, nor what a word means in its field. It is not stance: who is for or against "
    "something can’t be read from it.",
    "A thread is no sample of the article’s readers or of the public. Few readers comment, and "
    "which comments stand beneath it is up to its moderators. Intervals show the play of chance "
    "within this thread, nothing beyond it.",
    "Comments by one author or in one conversation are not independent. Intervals respect this "
    "where names and conversations are known and there are at least six; where names are missing "
    "nobody can tell, and intervals come out too narrow.",
    "With few comments each one moves every number. Below about 30 the comments themselves are "
    "the evidence and the numbers only their index.",
    "Topics are what the seed words catch. A comment that speaks of a topic in other words is "
    "missed.",
)
