#!/usr/bin/env python3
"""Figures of incidents on articles that the learnt models have not seen: five trainings, each measured on the fifth that was left out.

  cargo build --release --no-default-features -F server --target-dir target/plain
  python3 data/models/cross_validate.py target/plain/release/dateline

The program must be built without `embed`, so that it reads data/models; the files there are put back at the end. Needs ../shared.
"""
import json, pathlib, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPORA, SCORERS = SHARED / "corpora", SHARED / "scorers"
MODELS = ["arguments", "relevance", "likelihood"]  # each needs those before it
MASK = (1 << 64) - 1


def mix(state, word):
    return (((state << 5 | state >> 59) & MASK ^ word) * 0x517CC1B727220A95) & MASK


def fold_of(document):
    """As `learn::fold_of` with five folds."""
    text = document.encode()
    state, whole = len(text), len(text) // 8 * 8
    for at in range(0, whole, 8):
        state = mix(state, int.from_bytes(text[at:at + 8], "little"))
    # A feature of template 0 begins as the factor itself.
    state = mix(0x517CC1B727220A95, mix(state, int.from_bytes(text[whole:], "little")))
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        state = (state ^ state >> 33) * factor & MASK
    return (state ^ state >> 33) % 5


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def muc(field):
    """MUC-4 with the text of one field, as documents in a file."""
    documents = [{"id": d["id"], "text": d[field], "date": d.get("date")} for d in lines(CORPORA / "incidents/muc4_dev.jsonl")]
    path = pathlib.Path(tempfile.mkdtemp()) / "muc.jsonl"
    path.write_text("".join(json.dumps({k: v for k, v in d.items() if v}) + "\n" for d in documents), encoding="utf-8")
    return path


def scored(predicted, mode, *arguments):
    adapted = subprocess.run(["python3", SCORERS / "adapt.py", mode], input="\n".join(predicted) + "\n", capture_output=True, text=True, check=True)
    path = pathlib.Path(tempfile.mkdtemp()) / "predicted.jsonl"
    path.write_text(adapted.stdout, encoding="utf-8")
    command = [str(path) if argument is None else argument for argument in arguments]
    return subprocess.run(["python3", *command], capture_output=True, text=True, check=True).stdout


def main(program):
    inputs = {"muc4_dev": muc("text_cased"), "muc4_dev in capitals": muc("text"), "articles_dev": CORPORA / "incidents/articles_dev.jsonl"}
    predicted = {name: [] for name in inputs}
    kept = {model: (ROOT / f"data/models/{model}.model").read_bytes() for model in MODELS}
    try:
        for fold in range(5):
            for model in MODELS:
                output = ROOT / f"data/models/{model}.model"
                train = [program, "train", model, "--corpora", CORPORA, "--leave-out", str(fold), "-o", output]
                subprocess.run(train, check=True, stderr=subprocess.DEVNULL)
            for name, path in inputs.items():
                # Exit code 1 only says that a document lacks its date.
                found = subprocess.run([program, "extract", path, "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
                predicted[name] += [line for line in found.stdout.splitlines() if fold_of(json.loads(line)["id"]) == fold]
    finally:
        for model, before in kept.items():
            (ROOT / f"data/models/{model}.model").write_bytes(before)
    for name in ("muc4_dev", "muc4_dev in capitals"):
        gold, types = CORPORA / "incidents/muc4_dev.jsonl", SHARED / "reference/type_map_muc4.json"
        print(name)
        print(scored(predicted[name], "incidents", SCORERS / "score_incidents.py", gold, None, "--type-map", types))
    print("articles_dev")
    print(scored(predicted["articles_dev"], "points", SCORERS / "score_incident_geo.py", "--gold", inputs["articles_dev"], "--pred", None))


if __name__ == "__main__":
    sys.exit(__doc__) if len(sys.argv) != 2 else main(sys.argv[1])
