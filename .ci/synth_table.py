"""Compares phasor evaluate with the reference's tables: synth_table.py PHASE_TABLE.md EVALUATED.json...

Each JSON file is what phasor evaluate printed for files of synth_signals.py. Prints the differences of the circular SD, and of the
estimators that the tables do not have the numbers alone; then how the default did against others on the same samples. Exit code 1
when a difference is beyond 0.3 degrees, or the default is worse than allowed. Needs the standard library only.
"""

import collections
import json
import pathlib
import re
import sys

WITHIN_DEG = 0.3
NOT_WORSE_DEG = 1.0
TABLES = {"all": "### 1. Synthetic", "amp50": "### 2. Synthetic"}
ROWS = {
    "zero-crossing": "Zero crossing (causal BP)",
    "fft": "FFT peak 500 ms",
    "fft-unfiltered": "FFT peak 1 s, no filter",
    "etp": "ETP (brick-wall, trained T)",
    "phastimate-2018": "PHASTIMATE 2018 (500/128/64/30)",
    "phastimate": "PHASTIMATE 2020 default (750/192/64/30)",
    "phastimate-individual": "PHASTIMATE 2020 indiv. f0+-1",
    "echt-2021": "ecHT 1 s order 2",
    "cecht": "c-ecHT 1 s order 1, f0+-1.5",
    "echt": "c-ecHT 1 s order 1, f0+-1.5",
    "ar-extend": "AR-extend broadband (window)",
    "ar-extend-trained": "AR-extend broadband (trained AR)",
    "sspe": "SSPE EM 5 osc, 125 Hz",
    "wiener": "Wiener FIR 0.6 s (trained)",
}
NOT_WORSE_THAN = ("phastimate", "etp", "cecht", "echt")


def table(page, heading):
    """{row: {column: degrees}} of the first table under a heading."""
    lines = page[page.index(heading) :].splitlines()[1:]
    rows = [line.strip("|").split("|") for line in lines[: next(i for i, l in enumerate(lines) if l.startswith("###"))] if line.startswith("|")]
    columns = [cell.strip() for cell in rows[0]][1:]
    return {
        row[0].strip(): {c: float(v.strip().strip("*")) for c, v in zip(columns, row[1:])}
        for row in rows[2:]
    }


def column(name):
    """The column of a file's name, +5-s2 or OU-10-s1."""
    kind = re.fullmatch(r"(OU-)?([+-]?\d+)-s\d+", name)
    return f"OU {kind[2]}" if kind[1] else str(int(kind[2]))


def main(page_file, files):
    page = pathlib.Path(page_file).read_text(encoding="utf-8")
    degrees = collections.defaultdict(list)
    beyond, worse, better = [], [], []
    compared = 0
    for file in files:
        for recording in json.loads(pathlib.Path(file).read_text(encoding="utf-8"))["recordings"]:
            name = pathlib.Path(recording["file"]).stem
            if recording["truth"]["kind"] != "known":
                raise SystemExit(f"{name}: held against the truth {recording['truth']['kind']}, must be known")
            for estimator, why in recording["refusals"].items():
                beyond.append(f"{name}: {estimator} refused: {why}")
            for row in recording["estimators"]:
                if row["delayMs"] == 0 and row["gate"] in TABLES:
                    degrees[row["gate"], row["name"], column(name)].append(row["circularSdDeg"])
                    if row["name"] in NOT_WORSE_THAN:
                        low, high = (-v for v in reversed(row["overDefault"]["circularSdDeg95"]))
                        print(f"{name:9} {row['gate']:5} {recording['default']} less {row['name']:10} {low:+5.1f} to {high:+5.1f}")
                        if high >= NOT_WORSE_DEG:
                            worse.append(f"{name}, {row['gate']}: worse than {row['name']} by up to {high:.2f} degrees")
                        if row["name"] == "phastimate":
                            better.append(high < 0)
    columns = sorted({key[2] for key in degrees}, key=lambda c: (c.startswith("OU"), int(c.split()[-1])))
    for gate, heading in TABLES.items():
        reference = table(page, heading)
        print(f"\n{gate}: circular SD in degrees (less the reference's)\n| estimator | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
        for estimator in sorted({key[1] for key in degrees}):
            cells = []
            for c in columns:
                values = degrees[gate, estimator, c]
                ours = sum(values) / len(values)
                if estimator not in ROWS:
                    cells.append(f"{ours:.1f}")
                    continue
                difference = ours - reference[ROWS[estimator]][c]
                compared += 1
                # The page has one decimal.
                if abs(difference) > WITHIN_DEG + 0.05:
                    beyond.append(f"{estimator}, {gate}, {c}: {difference:+.2f} degrees from the reference")
                cells.append(f"{ours:.1f} ({difference:+.2f})")
            print(f"| {estimator} | {' | '.join(cells)} |")
    print(f"\n{compared} numbers compared; better than phastimate beyond chance in {sum(better)} of {len(better)}")
    if compared == 0:
        beyond.append("nothing was compared")
    if 2 * sum(better) < len(better):
        worse.append(f"better than phastimate in {sum(better)} of {len(better)} only")
    for line in beyond + worse:
        print("broken:", line)
    return 1 if beyond or worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
