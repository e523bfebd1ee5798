"""Checks a session file with pyxdf, an independent reader: check_session.py FILE. Exit 1 with one line when it is not sound."""

import json
import logging
import sys

import pyxdf

NAMES = {"phase", "decision", "plan", "delivery", "inputs", "arrival", "log", "config"}
PLAN = {"id", "frame", "action", "reason", "condition", "gates", "commandNanos", "atOnce"}
DELIVERY = {"id", "condition", "outcome", "plannedNanos", "decidedOnNanos", "gateNanos", "returnedNanos"}


def check(path):
    streams, _ = pyxdf.load_xdf(path, synchronize_clocks=False, dejitter_timestamps=False)
    by_id = {s["info"]["stream_id"]: s for s in streams}
    ours = {s["info"]["name"][0]: s for i, s in by_id.items() if i != 1}
    missing = NAMES - ours.keys()
    if missing or 1 not in by_id:
        return "no stream " + ", ".join(sorted(missing) or ["eeg"])

    eeg = by_id[1]
    frames = len(eeg["time_stamps"])
    for name in ("phase", "decision"):
        rows = len(ours[name]["time_stamps"])
        if rows != frames:
            return f"{name} has {rows} rows, eeg has {frames}"

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

    planned = {json.loads(r[0])["id"] for r in ours["plan"]["time_series"]}
    for row in ours["delivery"]["time_series"]:
        if json.loads(row[0])["id"] not in planned:
            return f"delivery of decision {json.loads(row[0])['id']}, which is not planned"
    print(f"{path}: {frames} frames, {len(planned)} decisions, {len(ours['delivery']['time_series'])} deliveries")
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check_session.py FILE")
    logging.disable(logging.CRITICAL)
    try:
        fault = check(sys.argv[1])
    except Exception as e:
        fault = f"{type(e).__name__}: {e}"
    if fault:
        sys.exit(f"{sys.argv[1]}: {fault}")


if __name__ == "__main__":
    main()
