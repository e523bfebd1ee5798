package org.phasor.rig.machine;

import com.sun.jna.LastErrorException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps the program's memory from being paged out. Only where the system sets no limit: with one, a later request of the
 * virtual machine for memory could be refused because of the lock, and end it.
 */
final class MemoryLock {

    private MemoryLock() {}

    static void take(String wish, MachineFacts facts, List<String> had, List<String> not) throws MachineRefusal {
        if (wish.equals("no")) {
            return;
        }
        String whyNot = whyNot(facts);
        if (whyNot.isEmpty()) {
            whyNot = lock();
        }
        if (whyNot.isEmpty()) {
            had.add("memory locked");
        } else if (wish.equals("yes")) {
            throw new MachineRefusal("rig.lock-memory = \"yes\": " + whyNot);
        } else {
            not.add("memory lock: " + whyNot);
        }
    }

    private static String whyNot(MachineFacts facts) {
        if (!LinuxCalls.available()) {
            return "can be had on Linux only";
        }
        if (!facts.mayLockAllMemory()) {
            return "the system limits it; a line \"memlock unlimited\" in limits.conf would allow it";
        }
        OptionalLong available = facts.availableMemory();
        long heap = Runtime.getRuntime().maxMemory() - Runtime.getRuntime().totalMemory();
        if (available.isPresent() && available.getAsLong() < 2 * heap) {
            return "too little memory is free: " + (available.getAsLong() >> 20) + " MB";
        }
        return "";
    }

    private static String lock() {
        try {
            LinuxCalls.mlockall(LinuxCalls.MCL_CURRENT | LinuxCalls.MCL_FUTURE | LinuxCalls.MCL_ONFAULT);
            return "";
        } catch (LastErrorException e) {
            return "the system refuses it (error " + e.getErrorCode() + ")";
        }
    }
}
