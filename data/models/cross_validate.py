#!/usr/bin/env python3
"""Figures of incidents on articles that the learnt models have not seen: five trainings, each measured on the fifth that was left out.

  cargo build --release --no-default-features -F server --target-dir target/plain
  python3 data/models/cross_validate.py target/plain/release/dateline

`dateline train held-out` trains and reads; data/models is left as it is. Needs ../shared.
"""
import pathlib, subprocess, sys, tempfile

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
CORPORA, SCORERS = SHARED / "corpora", SHARED / "scorers"


def scored(predicted, mode, *arguments):
    """What a scorer says of a file of `dateline extract`'s lines; `None` among its arguments stands for that file as the scorer reads it."""
    adapted = subprocess.run(["python3", SCORERS / "adapt.py", mode], stdin=open(predicted, encoding="utf-8"), capture_output=True, text=True, check=True)
    path = predicted.with_suffix(".adapted")
    path.write_text(adapted.stdout, encoding="utf-8")
    command = [path if argument is None else argument for argument in arguments]
    return subprocess.run(["python3", *command], capture_output=True, text=True, check=True).stdout


def main(program):
    folder = pathlib.Path(tempfile.mkdtemp())
    subprocess.run([program, "train", "held-out", "--corpora", CORPORA, "-o", folder], check=True)
    for name in ("muc4_dev", "muc4_dev_capitals"):
        gold, types = CORPORA / "incidents/muc4_dev.jsonl", SHARED / "reference/type_map_muc4.json"
        print(name)
        print(scored(folder / f"{name}.jsonl", "incidents", SCORERS / "score_incidents.py", gold, None, "--type-map", types))
    print("articles_dev")
    print(scored(folder / "articles_dev.jsonl", "points", SCORERS / "score_incident_geo.py", "--gold", CORPORA / "incidents/articles_dev.jsonl", "--pred", None))


if __name__ == "__main__":
    sys.exit(__doc__) if len(sys.argv) != 2 else main(sys.argv[1])
