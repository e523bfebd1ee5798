"""An armed rig beside an amplifier of its own: armed.py PHASOR FOLDER MINUTES [--scope] [--set KEY=VALUE]...

Sixty-four channels at 5 kHz from another process, recording on, simulated stimulator. Holds that headless no pause of the Java
virtual machine was longer than 2 ms while armed, that the loop thread allocated no byte, that nothing was lost, and that pulses were
given. With --scope (under a display) pauses are only counted. Exit code 1 when a promise broke.

Java itself puts a few strings on whatever thread asks for a method to be compiled: the loop's bytes are printed since arming, and
held to zero from a minute after it (half the time of a shorter run).
"""

import datetime
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time

CHANNELS, RATE_HZ = 64, 5000
PAUSE = re.compile(r'^\[([^\]]+)\].*Safepoint "([^"]+)".* Total: +(\d+) ns')
phasor, folder, minutes = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
scope = "--scope" in sys.argv
limit_ms = 2.0
# For the rig file, as a longer horizon on a machine that cannot keep ten milliseconds beside a window.
sets = [word for word in sys.argv[4:] if word != "--scope"]
folder.mkdir(parents=True, exist_ok=True)
pauses_file = folder / "pauses.log"
moments = {}


def environment(options):
    # A folder of its own: its control socket is not to be taken for another session's.
    own = f"{os.environ.get('PHASOR_JAVA_OPTS', '')} -Duser.home={folder} {options}"
    return {**os.environ, "XDG_RUNTIME_DIR": "", "PHASOR_JAVA_OPTS": own.strip()}


def status():
    """What the control socket says (docs/control.md)."""
    file = next((folder / ".phasor" / "run").glob("*.control"))
    keys = dict(line.split("=", 1) for line in file.read_text(encoding="utf-8").splitlines() if "=" in line)
    with socket.create_connection((keys["host"], int(keys["port"])), timeout=10) as connection:
        lines = connection.makefile("rw", encoding="utf-8", newline="\n")
        for command in (keys["token"], "status"):
            lines.write(command + "\n")
            lines.flush()
            answer = lines.readline()
    return json.loads(answer.removeprefix("ok "))


def note_allocation():
    """When Java has compiled what it compiles."""
    while "armed" not in moments and run.poll() is None:
        time.sleep(0.2)
    time.sleep(min(60, minutes * 30))
    if run.poll() is None:
        moments["settled bytes"] = status()["loopAllocatedBytes"]


def narrate(stream):
    """Passes on what the run says, and notes when it was armed and when it ended."""
    for line in stream:
        print(line, end="", flush=True)
        word = line.split()[:1]
        if word and word[0] in ("armed", "ended"):
            moments.setdefault(word[0], datetime.datetime.now(datetime.timezone.utc))


def pauses_between(start, end):
    for line in pauses_file.read_text(encoding="utf-8").splitlines():
        found = PAUSE.match(line)
        if found:
            at = datetime.datetime.strptime(found[1], "%Y-%m-%dT%H:%M:%S.%f%z")
            if start <= at <= end:
                yield int(found[3]) / 1e6, found[2]


# The amplifier goes on until the run has ended.
amplifier = subprocess.Popen(
    [phasor, "play", "synthetic", "--channels", str(CHANNELS), "--rate-hz", str(RATE_HZ), "--name", "soak-armed"],
    stdout=subprocess.DEVNULL, env=environment(""))
try:
    run = subprocess.Popen(
        [phasor, "run", "rig/examples/mu-trough.toml", "--arm", "--json",
         "--duration", f"{minutes}min",
         "--set", "acquisition.stream=name='soak-armed'", "--set", f"recordings.folder={folder}"]
        + sets + ([] if scope else ["--headless"]),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(f"-Xlog:safepoint=info:file={pauses_file}:time:filesize=0"))
    reader = threading.Thread(target=narrate, args=(run.stderr,))
    reader.start()
    note_allocation()
    summary = run.stdout.read()
    code = run.wait()
    reader.join()
finally:
    amplifier.kill()
    amplifier.wait()

broken = []


def promise(holds, line):
    if not holds:
        broken.append(line)


promise(code == 0, f"the run ended with exit code {code}")
promise("settled bytes" in moments, "it was not armed for long enough")
if not broken:
    summary = json.loads(summary)
    pauses = sorted(pauses_between(moments["armed"], moments["ended"]))
    above = [pause for pause in pauses if pause[0] > limit_ms]
    seconds = (moments["ended"] - moments["armed"]).total_seconds()
    longest = pauses[-1] if pauses else (0.0, "none")
    print(f"armed for {seconds:.0f} s: {len(pauses)} pauses, together {sum(p[0] for p in pauses):.1f} ms, "
          f"longest {longest[0]:.2f} ms ({longest[1]}), {len(above)} above {limit_ms:g} ms")
    for name in sorted({name for _, name in pauses}):
        of = [ms for ms, by in pauses if by == name]
        print(f"  {name}: {len(of)}, longest {max(of):.2f} ms")
    later = summary["loopAllocatedBytes"] - moments["settled bytes"]
    print(f"loop thread: {moments['settled bytes']} bytes while Java compiled, then {later}; "
          f"{summary['frames']} frames, {summary['pulses']} pulses")
    for stage in ("arrivalToDecision", "plannedToActual"):
        print(f"  {stage}: {summary['latencyMicros'][stage]}")
    promise(scope or not above, f"{len(above)} pauses above {limit_ms:g} ms")
    promise(later == 0, f"the loop thread allocated {later} bytes after it had settled")
    promise(moments["settled bytes"] < 64 << 10, f"{moments['settled bytes']} bytes are more than a compiler's strings")
    # Learning takes some seconds, and high waves are waited for.
    promise(summary["pulses"] >= minutes * 4, f"{summary['pulses']} pulses: fewer than {minutes * 4:.0f}")
    least = 0.98 * RATE_HZ * seconds
    promise(summary["frames"] >= least, f"{summary['frames']} frames: fewer than {least:.0f}")

for line in broken:
    print("broken:", line)
sys.exit(1 if broken else 0)
