"""Checks a session file with pyxdf, an independent reader. Exit 1 with one line when it is not sound.

check_session.py [--at-least-seconds N] [--cut] FILE

--at-least-seconds N  the stamps of the frames span so much
--cut                 the program was killed, or the file cut: its last flush may be incomplete
"""

import argparse
import io
import json
import logging
import math
import struct
import sys

import pyxdf

EEG, PHASE, DECISION, CONFIG = 1, 2, 3, 9
NAMES = {"phase", "decision", "plan", "delivery", "inputs", "arrival", "log", "config"}
DECISION_LABELS = ["crc32", "reason", "condition", "gates", "arrival-after-time"]
PLAN = {"id", "frame", "action", "reason", "condition", "gates", "commandNanos", "atOnce"}
DELIVERY = {"id", "condition", "outcome", "plannedNanos", "decidedOnNanos", "gateNanos", "returnedNanos"}
LENGTHS = {1: "<B", 4: "<I", 8: "<Q"}
SAMPLES = 3
EXACT = -(2**31)


def varlen(data, at):
    """A variable-length number and the position behind it; None where there is none."""
    form = LENGTHS.get(data[at]) if at < len(data) else None
    if form is None or at + 1 + data[at] > len(data):
        return None, at
    return struct.unpack_from(form, data, at + 1)[0], at + 1 + data[at]


def walk(data):
    """Where the last whole chunk ends, and how many samples each stream's last chunk has, cut or not."""
    at, last = 4, {}
    while True:
        length, content = varlen(data, at)
        if length is None or content + 6 > len(data):
            return at, last
        tag, stream = struct.unpack_from("<HI", data, content)
        if tag == SAMPLES:
            last[stream] = varlen(data, content + 6)[0] or 0
        if content + length > len(data):
            return at, last
        at = content + length


def load(path, cut):
    options = {"synchronize_clocks": False, "dejitter_timestamps": False}
    if not cut:
        return pyxdf.load_xdf(path, **options)[0]
    # Whole chunks only: pyxdf takes a text that was cut for a whole one, and cannot pass a cut within a chunk's tag.
    with open(path, "rb") as f:
        data = f.read()
    return pyxdf.load_xdf(io.BytesIO(data[: walk(data)[0]]), **options)[0]


def nanos(seconds):
    """A stamp as the program reads it."""
    return math.floor(seconds) * 10**9 + round((seconds - math.floor(seconds)) * 1e9)


def rows_match(path, rows, cut):
    """None when the streams with a row per frame are equally long, but for the last flush of a cut file."""
    eeg, phase, decision = rows
    if eeg == phase == decision:
        return None
    if not cut:
        return f"eeg has {eeg} rows, phase {phase}, decision {decision}"
    with open(path, "rb") as f:
        last = walk(f.read())[1]
    if not eeg >= phase >= decision:
        return f"eeg has {eeg} rows, phase {phase}, decision {decision}: they leave in this order"
    for name, count, stream in (("eeg", eeg, EEG), ("phase", phase, PHASE)):
        if count - decision > last.get(stream, 0):
            return f"{name} is {count - decision} rows ahead, more than its last chunk of {last.get(stream, 0)}"
    return None


def arrivals_match(stamps, decisions, rows):
    """None when every frame's arrival is known: beside its decision, or in a row of the arrival stream."""
    exact = [(int(i) & 0xFFFFFFFF, (int(high) << 32) | (int(low) & 0xFFFFFFFF)) for i, high, low in rows]
    if any(a[0] >= b[0] for a, b in zip(exact, exact[1:])):
        return "rows of arrival are not in order"
    if len(decisions) == 0:
        return None
    if not exact or exact[0][0] != 0:
        return "arrival has no row of frame 0"
    after = int(decisions[0][4])
    if after != EXACT and nanos(stamps[0]) + after != exact[0][1]:
        return f"frame 0 arrived at {exact[0][1]} by its row, at {nanos(stamps[0]) + after} by its decision"
    for i, _ in exact[1:]:
        if i < len(decisions) and int(decisions[i][4]) != EXACT:
            return f"frame {i} has a row of arrival and needs none"
    return None


def further_match(further, config, stamps):
    """None when each further stream is known to the config and lies beside the frames on the rig's clock."""
    for n, (stream, s) in enumerate(sorted(further.items())):
        name = s["info"]["name"][0]
        if stream != CONFIG + 1 + n or f"further.{n}.aux" not in config["facts"]:
            return f"further stream {stream} '{name}': the config does not know it"
        times = s["time_stamps"].tolist()
        offsets = s.get("footer", {}).get("info", {}).get("clock_offsets", [{}])[0].get("offset", [])
        if not times or not offsets or not stamps:
            continue
        correction = float(offsets[-1]["value"][0])
        if not stamps[0] - 10 < times[-1] + correction < stamps[-1] + 10:
            return f"further stream '{name}' ends at {times[-1] + correction:.3f} s, frames at {stamps[-1]:.3f} s"
    return None


def check(path, at_least_seconds, cut):
    streams = load(path, cut)
    by_id = {s["info"]["stream_id"]: s for s in streams}
    ours = {s["info"]["name"][0]: s for i, s in by_id.items() if EEG < i <= CONFIG}
    further = {i: s for i, s in by_id.items() if i > CONFIG}
    missing = NAMES - ours.keys()
    if missing or EEG not in by_id:
        return "no stream " + ", ".join(sorted(missing) or ["eeg"])

    labels = [c["label"][0] for c in ours["decision"]["info"]["desc"][0]["channels"][0]["channel"]]
    if labels != DECISION_LABELS:
        return "decision holds " + ", ".join(labels)
    rows = [len(s["time_stamps"]) for s in (by_id[EEG], ours["phase"], ours["decision"])]
    frames = min(rows)
    fault = rows_match(path, rows, cut)
    if fault:
        return fault
    stamps = ours["phase"]["time_stamps"].tolist()
    fault = arrivals_match(stamps, ours["decision"]["time_series"], ours["arrival"]["time_series"])
    if fault:
        return fault
    seconds = stamps[frames - 1] - stamps[0] if frames else 0
    if seconds < at_least_seconds:
        return f"{frames} frames span {seconds:.3f} s, must be {at_least_seconds:g} at least"

    configs = ours["config"]["time_series"]
    if len(configs) != 1:
        return f"{len(configs)} config samples, must be 1"
    config = json.loads(configs[0][0])
    channels = int(ours["phase"]["info"]["channel_count"][0])
    if channels != 4 * len(config["signals"]):
        return f"{channels} phase channels for {len(config['signals'])} signals"

    for name, keys in (("plan", PLAN), ("delivery", DELIVERY), ("inputs", {"frame", "kind"})):
        for number, row in enumerate(ours[name]["time_series"]):
            absent = keys - json.loads(row[0]).keys()
            if absent:
                return f"{name} event {number} lacks {', '.join(sorted(absent))}"

    plans = [json.loads(r[0]) for r in ours["plan"]["time_series"]]
    planned = {p["id"]: p.get("intent", "PULSE") for p in plans if p["action"] == "FIRE"}
    for row in ours["delivery"]["time_series"]:
        delivery = json.loads(row[0])
        if delivery["id"] not in planned:
            return f"delivery of decision {delivery['id']}, which is not planned"
        if planned[delivery["id"]] != "PULSE" and delivery["returnedNanos"] != "0":
            return f"decision {delivery['id']} was {planned[delivery['id']]}, and a device was called"
    fault = further_match(further, config, stamps)
    if fault:
        return fault
    deliveries = len(ours["delivery"]["time_series"])
    text = f"{path}: {frames} frames, {seconds:.1f} s, {len(planned)} decisions, {deliveries} deliveries"
    if further:
        text += f", {len(further)} further streams of {sum(len(s['time_stamps']) for s in further.values())} samples"
    print(text)
    return None


def main():
    arguments = argparse.ArgumentParser(description="Checks a session file with pyxdf, an independent reader.")
    arguments.add_argument("file", metavar="FILE")
    arguments.add_argument("--at-least-seconds", type=float, default=0, metavar="N", help="the frames span so much")
    arguments.add_argument("--cut", action="store_true", help="the last flush may be incomplete")
    options = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    try:
        fault = check(options.file, options.at_least_seconds, options.cut)
    except Exception as e:
        fault = f"{type(e).__name__}: {e}"
    if fault:
        sys.exit(f"{options.file}: {fault}")


if __name__ == "__main__":
    main()
