"""Fails when a test was skipped that must run where shared recordings are: skipped.py ROOT."""

import pathlib
import sys
import xml.etree.ElementTree as xml

# These need a native liblsl, which has a step of its own.
ELSEWHERE = ("LslContractTest", "NativeConformanceTest")

# Linux has no IPv6 multicast on its loopback interface, and tests send nothing elsewhere.
# And whoever is root may read every port.
NOT_HERE = ("Ipv6Test.findsAStreamByAnIpv6Group", "SerialTtlLineTest.saysWhenThereIsNoPermission(Path)")

# A live rig stops, rightly, when the machine stands still: said here, and no failure.
BUSY = "the machine stood still"

tests, skipped = 0, []
for report in sorted(pathlib.Path(sys.argv[1]).glob("*/target/surefire-reports/TEST-*.xml")):
    for case in xml.parse(report).iter("testcase"):
        tests += 1
        reason = case.find("skipped")
        name = f"{case.get('classname')}.{case.get('name')}"
        if reason is not None and not case.get("classname", "").endswith(ELSEWHERE) and not name.endswith(NOT_HERE):
            why = reason.get("message") or (reason.text or "").strip()
            if BUSY in why:
                print(f"not judged: {name}: {why.splitlines()[0]}")
            else:
                skipped.append(f"{name}: {why}")
print(f"{tests} tests, {len(skipped)} of them skipped that must not be")
for line in skipped:
    print("skipped:", line)
sys.exit(1 if skipped or tests == 0 else 0)
