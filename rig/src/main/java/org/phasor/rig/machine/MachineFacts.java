package org.phasor.rig.machine;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.OptionalLong;

/** What Linux says of itself and of this process in its files; where a file is missing, nothing is known. */
final class MachineFacts {

    private static final int CAP_IPC_LOCK = 14;

    private final Path root;

    MachineFacts(Path root) {
        this.root = root;
    }

    static MachineFacts ofThisMachine() {
        return new MachineFacts(Path.of("/"));
    }

    /** Whether memory may be locked without a limit: a limited lock could take memory from the program when it needs it. */
    boolean mayLockAllMemory() {
        String limit = line("proc/self/limits", "Max locked memory");
        String capabilities = line("proc/self/status", "CapEff:");
        return limit.strip().startsWith("unlimited")
                || (!capabilities.isBlank() && new BigInteger(capabilities.strip(), 16).testBit(CAP_IPC_LOCK));
    }

    /** Whether the system ends a process whose real-time thread computes for too long without a pause (RLIMIT_RTTIME). */
    boolean endsLongRealtime() {
        String limit = line("proc/self/limits", "Max realtime timeout").strip();
        return !limit.isEmpty() && !limit.startsWith("unlimited");
    }

    /** Memory that could be had now, in bytes. */
    OptionalLong availableMemory() {
        String line = line("proc/meminfo", "MemAvailable:").strip();
        return line.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(line.split("\\s+")[0]) * 1024);
    }

    /** Memory of this process that is locked, in bytes. */
    long lockedMemory() {
        String line = line("proc/self/status", "VmLck:").strip();
        return line.isEmpty() ? 0 : Long.parseLong(line.split("\\s+")[0]) * 1024;
    }

    /** Cores that the system was told to leave alone (isolcpus). */
    BitSet isolatedCores() {
        return cores(text("sys/devices/system/cpu/isolated").strip());
    }

    /** As {@code 2-3,6}. */
    static BitSet cores(String list) {
        BitSet cores = new BitSet();
        if (list.isEmpty()) {
            return cores;
        }
        for (String range : list.split(",")) {
            String[] ends = range.strip().split("-");
            cores.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return cores;
    }

    /** The fastest it can run, in kHz; 0 when not known. Cores of one machine may differ. */
    long fastestKiloHertz(int core) {
        String text = text("sys/devices/system/cpu/cpu" + core + "/cpufreq/cpuinfo_max_freq")
                .strip();
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    }

    private String line(String file, String key) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> line.substring(key.length()))
                .orElse("");
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
