"""Stops an armed rig for two seconds by SIGSTOP while an amplifier in another process plays on: frozen.py PHASOR FOLDER.

Once where the rig may stand still for so long: it goes on, nothing was fired late, every sample is recorded, the session
replays identically. And once where it may not: it stops and says so, and nothing is fired after. Exit code 1 when one of
these does not hold.
"""

import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

phasor, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)

SECONDS = 12
FROZEN_SECONDS = 2
LATE_TOLERANCE_US = 2000
RIG = """format = 1
[acquisition]
stream = "name='frozen'"
[[dsp.signal]]
name = "mu"
channel = "C3"
band-hz = [8.0, 13.0]
estimator = "echt"
peak-hz = 10.0
blank-before-ms = 0
blank-after-ms = 0
[trigger]
phase-deg = 0
horizon-ms = 60
min-interval-ms = 250
[stimulator.limits]
min-onset-interval-ms = 200
max-pulses-per-minute = 600
max-stall-ms = %d
[recordings]
folder = "%s"
[rig]
settle-s = 1
"""
broken = []


def holds(fact, what):
    print(("ok      " if fact else "BROKEN  ") + what, flush=True)
    if not fact:
        broken.append(what)


def run(name, max_stall_ms):
    """Plays, runs, freezes the rig once it is armed and has fired; its exit code, its summary, what it said, its recording."""
    rig = folder / f"{name}.toml"
    rig.write_text(RIG % (max_stall_ms, folder / name), "utf-8")
    player = subprocess.Popen([phasor, "play", "synthetic", "--name", "frozen", "--chunk", "8"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = []
    try:
        process = subprocess.Popen([phasor, "run", str(rig), "--headless", "--arm", "--no-control", "--json",
                                    "--duration", f"{SECONDS}s"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        listener = threading.Thread(target=lambda: said.extend(process.stderr), daemon=True)
        listener.start()
        end = time.monotonic() + 60
        # A line of progress that counts pulses: it runs.
        while not any(re.search(r"running .*pulses +[1-9]", line) for line in list(said)):
            if process.poll() is not None or time.monotonic() > end:
                raise SystemExit("the rig was never armed:\n" + "".join(said))
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)
        os.kill(process.pid, signal.SIGCONT)
        out = process.stdout.read()
        process.wait(timeout=60)
        listener.join(5)
    finally:
        player.terminate()
        player.wait(timeout=20)
        if process.poll() is None:
            process.kill()
            process.wait()
    return process.returncode, json.loads(out), "".join(said)


def fires_late(summary):
    return (summary["latencyMicros"].get("plannedToActual") or {}).get("max") or 0


code, summary, said = run("patient", 10_000)
late = sum(summary["vetoes"].get(reason, 0) for reason in ("late", "stale"))
print(f"patient: {summary['pulses']} pulses, vetoes {summary['vetoes']}, cancelled {summary['cancelled']}, "
      f"{summary['frames']} frames, lost {summary['lostSamples']}, gaps {summary['gapCount']}, "
      f"planned to actual at most {fires_late(summary):.0f} us")
holds(code == 0, f"it goes on after two seconds: exit code {code}")
holds(fires_late(summary) <= LATE_TOLERANCE_US, "nothing was fired later than the tolerance")
holds(late > 0, "what was decided meanwhile was vetoed as late or stale")
holds(summary["lostSamples"] == 0 and summary["gapCount"] == 0, "no sample was lost: the sender kept them")
replay = subprocess.run([phasor, "replay", summary["recording"], "--json"], capture_output=True, text=True)
holds(replay.returncode == 0, f"it replays identically: exit code {replay.returncode} {replay.stderr.strip()}")

code, summary, said = run("strict", 1000)
print(f"strict: {summary['pulses']} pulses, end {summary['end']}, {summary['frames']} frames")
holds(code == 3, f"a rig that must not stand still stops: exit code {code}")
holds(re.search("the loop stood still for [0-9]{4} ms|does not turn", said) is not None, "and says why")
holds(fires_late(summary) <= LATE_TOLERANCE_US, "nothing was fired later than the tolerance")
recorded = subprocess.run([phasor, "replay", summary["recording"], "--json"], capture_output=True, text=True)
holds(recorded.returncode == 0, f"what it had recorded replays: exit code {recorded.returncode}")

sys.exit(1 if broken else 0)
