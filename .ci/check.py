"""Checks what the program printed: check.py WHAT FILE.json [ARGUMENT]. Exit code 1 with one line per broken promise."""

import json
import sys

what, data = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))
broken = []


def promise(holds, line):
    if not holds:
        broken.append(line)


if what == "demo":
    error = data["phaseErrorDeg"]
    promise(data["pulses"] >= 5, f"pulses = {data['pulses']}: fewer than 5")
    # A few pulses of 15 to 20 degrees each: their mean gets two standard errors of room.
    room = 10 + 40 / max(1, data["pulses"]) ** 0.5
    promise(error and abs(error["bias"]) <= room, f"phase error {error}: bias beyond {room:.0f} degrees")
    promise(error and error["circularSd"] <= 40, f"phase error {error}: circular SD above 40 degrees")
    promise(data["latencyMicros"]["arrivalToDecision"]["n"] > 10000, "too few frames were decided")
    for stage in ("stampToArrival", "arrivalToDecision", "arrivalToDevice", "gateToDeviceReturn", "plannedToActual"):
        promise(stage in data["latencyMicros"], f"latencyMicros.{stage} is missing")
        promise(stage in data["latencyLastMinuteMicros"], f"latencyLastMinuteMicros.{stage} is missing")
    promise(data["pauses"]["whyNot"] is None, f"pauses are not watched: {data['pauses']['whyNot']}")
    promise(abs(data["degreesAtTarget"]["frequencyHz"] - 10) < 2, f"degreesAtTarget {data['degreesAtTarget']}: not at 10 Hz")
    print("demo:", data["pulses"], "pulses, vetoes", data["vetoes"], "error", error)
elif what == "replay":
    promise(data["identical"] is True, f"replay differs: {data['differences'][:1]}")
    promise(data["decisions"] > 0, "no decision was compared")
    least = float(sys.argv[3])
    promise(data["speed"] >= least, f"speed = {data['speed']}: below {least} times real time")
    print("replay:", data["decisions"], "decisions,", data["speed"], "times real time")
elif what == "mu":
    seconds = float(sys.argv[3])
    condition = data["conditions"][0]
    least = int(60 * seconds / 250)
    promise(condition["pulses"] >= least, f"{condition['pulses']} pulses: fewer than {least}")
    # A shortened run has fewer pulses: the bounds of the full one (36 and 10 degrees) get room.
    promise(condition["circularSdDeg"] <= 42, f"circular SD {condition['circularSdDeg']} degrees: above 42")
    promise(abs(condition["biasDeg"]) <= 15, f"bias {condition['biasDeg']} degrees: beyond 15")
    print("mu:", condition)
elif what == "pulses":
    least = int(sys.argv[3])
    promise(data["pulses"] >= least, f"pulses = {data['pulses']}: fewer than {least}")
    print("pulses:", data["pulses"], "vetoes", data["vetoes"])
elif what == "loop":
    promise(data["missing"] == 0, f"missing = {data['missing']}: must be 0")
    promise(data["unexpected"] == 0, f"unexpected = {data['unexpected']}: must be 0")
    promise(data["n"] >= 20, f"n = {data['n']}: fewer than 20")
    # The median: a machine that is busy for a moment delays some of them.
    promise(2.5 <= data["p50Ms"] <= 6, f"p50Ms = {data['p50Ms']}: the imitated amplifier's delay is 3 ms")
    print("loop:", {key: data[key] for key in ("n", "meanMs", "sdMs", "p50Ms")})
elif what == "certify":
    # Whether this machine is quick enough is its own affair: what is asked is that the answer is whole.
    for key in ("met", "verdict", "limits", "latencyMicros", "pauses", "stalls", "horizon", "load", "machine"):
        promise(key in data, f"{key} is missing")
    for stage in ("stampToArrival", "arrivalToDecision", "stampToDecision", "arrivalToDevice", "plannedToActual"):
        promise(data["latencyMicros"].get(stage, {"n": 0})["n"] > 0, f"latencyMicros.{stage} has no value")
    promise(data["latencyMicros"]["stampToDecision"]["n"] > 15000, "too few frames were decided")
    promise(len(data["limits"]) == 5, f"{len(data['limits'])} limits: must be 5")
    promise(not data["met"] or all(limit["met"] for limit in data["limits"]), "met, but a limit is not")
    promise(data["met"] == (int(sys.argv[3]) == 0), f"exit code {sys.argv[3]}, met = {data['met']}")
    promise(len(data["horizon"]["prices"]) >= 5, "the horizon has no price")
    print("certify:", data["verdict"])
else:
    broken.append(f"nothing to check is called {what}")

for line in broken:
    print("broken:", line)
sys.exit(1 if broken else 0)
