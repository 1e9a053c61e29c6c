"""Writes a dump of invented places in GeoNames' 19 columns, always the same for a count and a seed, to measure `dateline gazetteer import`.

    python3 data/gazetteer/synthetic_dump.py 12000000 > target/allCountries.txt
    /usr/bin/time -v dateline gazetteer import target/allCountries.txt -o target/all.gaz

Names have one to three words of two to four syllables; about one place in three has further names, as in the real dump. Points are spread
evenly in degrees. Nothing is taken from a real place.
"""

import random
import sys

COUNTRIES = "AF BF CD CO ET HT IQ IR LB LY ML MM MX NE NG PH PK PS RU SD SO SS SY UA US YE".split()
KINDS = [("P", "PPL")] * 8 + [("H", "STM"), ("S", "SCH"), ("T", "HLL"), ("A", "ADM4"), ("S", "FRM"), ("V", "FRST")]
ONSETS = "b d f g h j k l m n p q r s t v w y z sh kh gh th ch kr tr br".split()
VOWELS = "a e i o u aa ou ei".split()
CODAS = ["", "", "", "n", "r", "l", "m", "s", "b", "d"]


def main() -> None:
    count = int(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    syllables = [onset + vowel + coda for onset in ONSETS for vowel in VOWELS for coda in CODAS]
    words = ["".join(rng.choices(syllables, k=rng.choice((2, 2, 3, 4)))).capitalize() for _ in range(400_000)]
    pick, uniform, whole = rng.choice, rng.uniform, rng.randrange
    lines = []
    for number in range(1, count + 1):
        name = " ".join(rng.choices(words, k=pick((1, 1, 2, 2, 3))))
        others = ",".join(rng.choices(words, k=pick((0, 0, 1, 3))))
        kind, code = pick(KINDS)
        lat, lon = f"{uniform(-60, 75):.5f}", f"{uniform(-180, 180):.5f}"
        admin1, admin2 = f"{whole(1, 30):02}", str(whole(100, 200))
        residents = whole(0, 5000) if kind == "P" else 0
        lines.append(
            f"{number}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{kind}\t{code}\t{pick(COUNTRIES)}\t\t{admin1}\t{admin2}"
            f"\t\t\t{residents}\t\t\tEtc/UTC\t2024-01-01\n"
        )
        if number % 100_000 == 0:
            sys.stdout.write("".join(lines))
            lines.clear()
    sys.stdout.write("".join(lines))


main()
