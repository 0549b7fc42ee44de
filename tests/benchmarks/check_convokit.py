"""What ConvoKit sees of a corpus folder: run it in an environment that has ConvoKit.

::

    python -m venv convokit_env
    convokit_env/bin/pip install convokit
    toolkit export comments.jsonl --to convokit -o corpus
    convokit_env/bin/python tests/benchmarks/check_convokit.py corpus

It loads the folder as ConvoKit's users do, compares what is loaded with the files, walks every
conversation as a tree, writes the corpus again with ConvoKit and loads that; it ends with an error
if anything differs.
"""

import json
import sys
import tempfile
import warnings
from collections import Counter
from importlib.metadata import version
from pathlib import Path

from convokit import Corpus


def facts(corpus):
    """Who said what to whom and when, with all metadata."""
    return {
        own.id: (own.text, own.speaker.id, own.conversation_id, own.reply_to, own.timestamp,
                 own.meta.to_dict())
        for own in corpus.iter_utterances()
    }  # fmt: skip


def main(folder):
    """Print what ConvoKit sees; gives the number of differences."""
    lines = (folder / "utterances.jsonl").read_text().splitlines()
    written = {
        row["id"]: (row["text"], row["speaker"], row["conversation_id"], row["reply-to"],
                    row["timestamp"], row["meta"])
        for row in map(json.loads, lines)
    }  # fmt: skip
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        corpus = Corpus(filename=str(folder))
    seen = facts(corpus) if written else {}
    wrong = Counter()
    wrong["utterances that differ from the file"] = sum(
        seen.get(own) != values for own, values in written.items()
    ) + len(seen.keys() - written.keys())
    wrong["warnings on loading"] = len(warned)
    conversations = list(corpus.iter_conversations()) if written else []
    for conversation in conversations:
        if not conversation.check_integrity(verbose=False):
            wrong["conversations that are no tree"] += 1
            continue
        walked = [own.id for own in conversation.traverse("preorder")]
        wrong["utterances not walked"] += len(set(conversation.get_utterance_ids()) - set(walked))
        wrong["conversations not named by their root"] += walked[0] != conversation.id
    if written:
        with tempfile.TemporaryDirectory() as again:
            corpus.dump("again", base_path=again)
            wrong["utterances lost by writing again"] = len(
                written.keys() - facts(Corpus(filename=f"{again}/again")).keys()
            )
            wrong["pickles on writing again"] = len(list(Path(again).rglob("*.p")))
    speakers = list(corpus.iter_speakers()) if written else []
    print("ConvoKit", version("convokit"))
    print("utterances", len(seen))
    print("speakers", len(speakers))
    print("speakers that are known", sum(bool(one.meta["known"]) for one in speakers))
    print("conversations", len(conversations))
    print("answers", sum(values[3] is not None for values in seen.values()))
    print("timestamps", sum(values[4] is not None for values in seen.values()))
    print("metadata of utterances", ", ".join(corpus.meta_index.utterances_index))
    print("corpus", dict(corpus.meta.to_dict()))
    for what, number in wrong.items():
        print("WRONG" if number else "right", what, number)
    return sum(wrong.values())


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
