"""Kills and stops an armed rig at random moments: kill.py PHASOR FOLDER ROUNDS [SEED].

Plays both ends by pseudo-terminals: the box on the serial line, and the person at the console who arms it. Holds that
the line is low within a second, that nothing fires afterwards, that the ledger counts no fewer pulses than the box
saw, and that the audit log verifies. Prints one line a round and the reaction times; exit code 1 when a promise broke.
"""

import json
import os
import pathlib
import pty
import random
import re
import select
import signal
import subprocess
import sys
import termios
import threading
import time
import tty

ON, OFF = 1, 0
WIDTH_SECONDS = 0.1
phasor, folder, rounds = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else int(time.time())
chance = random.Random(seed)
folder.mkdir(parents=True, exist_ok=True)


class Box:
    """The far end of the serial line: remembers every byte and when it came."""

    CLOSING_SECONDS = 0.25

    def __init__(self):
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.path = os.ttyname(self.slave)
        self.seen = []
        self.open = True
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while self.open:
            ready, _, _ = select.select([self.master], [], [], 0.2)
            if ready:
                try:
                    data = os.read(self.master, 4096)
                except OSError:
                    return
                now = time.monotonic()
                self.seen.extend((now, byte) for byte in data)

    def pulses(self):
        return sum(1 for _, byte in list(self.seen) if byte == ON)

    def high(self):
        return bool(self.seen) and self.seen[-1][1] == ON

    def close(self):
        if self.open:
            self.open = False
            time.sleep(Box.CLOSING_SECONDS)
            os.close(self.master)
            os.close(self.slave)


class StoppedByItself(Exception):
    """A machine that is too busy stalls the loop for 300 ms: then the rig stops before it can be killed."""


class Person:
    """Sits at a terminal, reads what the rig says and types."""

    def __init__(self, rig):
        self.master, slave = pty.openpty()
        mode = termios.tcgetattr(slave)
        mode[3] &= ~termios.ECHO
        termios.tcsetattr(slave, termios.TCSANOW, mode)
        self.said = ""
        self.rig = subprocess.Popen(
            [phasor, "run", str(rig), "--headless", "--no-control"], stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                data = os.read(self.master, 4096)
            except OSError:
                return
            if not data:
                return
            self.said += data.decode("utf-8", "replace")

    def hears(self, pattern, seconds=40, after=0):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = re.search(pattern, self.said[after:])
            if found:
                return found
            if "  STOPPED " in self.said and pattern != "STOPPED":
                raise StoppedByItself(re.search(r"  STOPPED +(.*)", self.said).group(1).strip())
            if self.rig.poll() is not None:
                time.sleep(0.3)
                found = re.search(pattern, self.said[after:])
                if found:
                    return found
                break
            time.sleep(0.01)
        raise AssertionError(f"the rig did not say {pattern!r}; it said:\n{self.said[-3000:]}")

    def types(self, line):
        os.write(self.master, (line + "\n").encode())

    def arms(self):
        """As a person does: answers, types the code, and begins anew when the samples were too old just then."""
        self.hears("a person may arm now")
        for _ in range(10):
            heard = len(self.said)
            self.types("arm")
            if self.answers(heard):
                return
            time.sleep(1)
        raise AssertionError("it could not be armed:\n" + self.said[-2000:])

    def answers(self, heard):
        while True:
            question = self.hears(r"(yes\?|Why may this one begin\?|Your initials\?|second person's initials\?|"
                                  r"Type the code (\d+) to arm|NOT ARMED[^\n]*|\brunning  pulses)", after=heard)
            heard += question.end()
            text = question.group(1)
            if text.startswith("yes"):
                self.types("yes")
            elif text.startswith("Why"):
                self.types("a test of the watchdog")
            elif text.startswith("Your"):
                self.types("AB")
            elif text.startswith("second"):
                self.types("CD")
            elif text.startswith("Type"):
                self.types(question.group(2))
            elif text.startswith("running"):
                return True
            elif "samples are up to" in text:
                return False
            else:
                raise AssertionError(text)


def rig_file(box):
    path = folder / "kill.toml"
    path.write_text((pathlib.Path(__file__).parent / "kill.toml").read_text(encoding="utf-8").replace(
        "@PORT@", box.path).replace("@FOLDER@", str(folder)).replace("@TODAY@", time.strftime("%Y-%m-%d")), "utf-8")
    return path


def ledger_total():
    """What the ledger counts: all that was reserved, but for orderly ends what was asked for."""
    total = 0
    for file in (folder / "ledger").glob("*.ledger.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["kind"] == "reserved":
                total += int(record["pulses"])
            elif record["kind"] == "session-closed":
                total -= int(record["reserved"]) - int(record["requested"]) - int(record["unexpected"])
    return total


def children(pid):
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(p) for p in out.split()]


def alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


def wait_low(box, since):
    """Seconds until the line was low for good, watched for a second and a half."""
    while time.monotonic() < since + 1.5:
        time.sleep(0.005)
    low = [t for t, byte in box.seen if t >= since and byte == OFF]
    on = [t for t, byte in box.seen if t >= since and byte == ON]
    if box.high():
        return float("inf")
    if on:
        return min(t for t in low if t > on[-1]) - since
    # It was low already, or went low and stayed.
    return low[0] - since if low and was_high else 0.0


broken, reactions = [], {"kill": [], "stop": [], "term": []}
total_pulses = 0
# In the end once in order, and once with the cable pulled.
todo = ["kill", "stop"] * (rounds // 2) + ["kill"] * (rounds % 2) + ["term", "unplug"]
by_itself = []
for round_number, how in enumerate(todo):
    box = Box()
    before = set(folder.glob("*.audit.jsonl"))
    person = Person(rig_file(box))
    try:
        person.arms()
        end = time.monotonic() + 30
        while box.pulses() < 2 and time.monotonic() < end:
            time.sleep(0.005)
        if "  STOPPED " in person.said:
            raise StoppedByItself(re.search(r"  STOPPED +(.*)", person.said).group(1).strip())
        if box.pulses() < 2:
            raise AssertionError("no pulses came:\n" + person.said[-2000:])
        time.sleep(chance.uniform(0, 1.0))
        if chance.random() < 0.5:  # while the line is high
            count = box.pulses()
            while box.pulses() == count and time.monotonic() < end:
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, WIDTH_SECONDS))
        pid = person.rig.pid
        guards = children(pid)
        was_high = box.high()
        if not guards:
            broken.append(f"round {round_number}: there was no watchdog process")
        if how == "unplug":
            moment = time.monotonic()
            box.close()
            person.hears("STOPPED", seconds=5)
            low = time.monotonic() - moment - Box.CLOSING_SECONDS
        else:
            moment = time.monotonic()
            os.kill(pid, {"kill": signal.SIGKILL, "stop": signal.SIGSTOP, "term": signal.SIGTERM}[how])
            low = wait_low(box, moment)
            reactions[how].append(low)
            if low > 1:
                broken.append(f"round {round_number}: the line was low after {low:.3f} s")
        # A pulse whose byte was on its way at that moment is given; none may come 20 ms later.
        late = [t - moment for t, byte in box.seen if byte == ON and t > moment + 0.02]
        if how == "stop":
            count = box.pulses()
            time.sleep(chance.uniform(0, 1.0))
            os.kill(pid, signal.SIGCONT)
            person.rig.wait(timeout=20)
            time.sleep(0.3)
            if box.pulses() != count:
                broken.append(f"round {round_number}: {box.pulses() - count} pulses after the rig woke up")
            if not re.search("WATCHDOG|watchdog: |stood still|does not turn", person.said):
                broken.append(f"round {round_number}: the rig did not say that it was stopped:\n{person.said[-800:]}")
            if person.rig.returncode != 3:
                broken.append(f"round {round_number}: exit code {person.rig.returncode}, expected 3")
        else:
            person.rig.wait(timeout=20)
            expected = {"kill": -9, "term": 143, "unplug": 3}[how]
            if person.rig.returncode != expected:
                broken.append(f"round {round_number}: exit code {person.rig.returncode}, expected {expected}:\n"
                              f"{person.said[-800:]}")
        if late:
            broken.append(f"round {round_number}: pulses came {late} s after the {how}")
        if how != "unplug" and box.high():
            broken.append(f"round {round_number}: the line ended high")
        time.sleep(0.5)
        left = [g for g in guards if alive(g)]
        if left:
            broken.append(f"round {round_number}: the watchdog outlived the rig: {left}")
        total_pulses += box.pulses()
        if ledger_total() < total_pulses:
            broken.append(f"round {round_number}: the ledger counts {ledger_total()}, the box saw {total_pulses}")
        new = set(folder.glob("*.audit.jsonl")) - before
        for log in new:
            audit = subprocess.run([phasor, "audit", str(log)], capture_output=True, text=True)
            if audit.returncode != 0:
                broken.append(f"round {round_number}: {log.name}: {audit.stdout}{audit.stderr}")
        if len(new) != 1:
            broken.append(f"round {round_number}: {len(new)} audit logs")
        print(f"{round_number:3d} {how}: {box.pulses()} pulses, line {'high' if was_high else 'low'}, "
              f"{'said' if how == 'unplug' else 'low'} after {low * 1000:.0f} ms, "
              f"ledger {ledger_total()} >= {total_pulses}", flush=True)
    except StoppedByItself as e:
        print(f"{round_number:3d} {how}: stopped by itself ({e}): once more", flush=True)
        by_itself.append(str(e))
        total_pulses += box.pulses()
        if len(by_itself) <= max(2, rounds // 10):
            todo.append(how)
        else:
            broken.append(f"round {round_number}: the rig stopped by itself {len(by_itself)} times: {e}")
    except (AssertionError, subprocess.TimeoutExpired) as e:
        broken.append(f"round {round_number}: {e}")
        print(f"{round_number:3d} {how}: {e}", flush=True)
    finally:
        if person.rig.poll() is None:
            os.kill(person.rig.pid, signal.SIGKILL)
            person.rig.wait()
        os.close(person.master)
        box.close()

for how, times in reactions.items():
    if times:
        ordered = sorted(times)
        print(f"{how}: {len(times)} rounds, low after median {ordered[len(times) // 2] * 1000:.0f} ms, "
              f"at most {ordered[-1] * 1000:.0f} ms")
for line in broken:
    print("broken:", line)
if by_itself:
    print(f"{len(by_itself)} rounds were repeated: the rig had stopped by itself: {sorted(set(by_itself))}")
print(f"seed {seed}: {rounds} rounds, {total_pulses} pulses, {len(broken)} promises broken")
sys.exit(1 if broken else 0)
