package org.phasor.stimulator;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A child process that misbehaves as its argument says. */
final class ScriptedWatchdog {

    private ScriptedWatchdog() {}

    static ProcessBuilder that(String behaviour) {
        ProcessBuilder command = WatchdogCommand.of(ScriptedWatchdog.class.getName());
        command.command().add(behaviour);
        return command;
    }

    /** The real one, with a line that does as no line should. */
    private static void watch(SafeLine line) {
        SafeLines.BY_FIRST_WORD.put("some", task -> line);
        WatchdogMain.main(new String[0]);
    }

    private static final class CrossedLine implements SafeLine {
        @Override
        public void makeSafe() {
            throw new InternalError("wires crossed");
        }

        @Override
        public void awaitLeft() {}
    }

    private static final class HangingLine implements SafeLine {
        @Override
        public void makeSafe() {
            park();
        }

        @Override
        public void awaitLeft() {}
    }

    public static void main(String[] args) throws IOException {
        if (args[0].equals("crossed") || args[0].equals("hangs")) {
            watch(args[0].equals("hangs") ? new HangingLine() : new CrossedLine());
        }
        int next;
        do {
            next = System.in.read();
        } while (next >= 0 && next != '\n');
        switch (args[0]) {
            case "mute" -> LockSupport.parkNanos(60_000_000_000L);
            case "dies" -> throw new IllegalStateException("no wish to live");
            case "refuses" -> System.out.println("failed: serial-ttl /dev/x: there is no such port");
            case "babbles" -> {
                System.out.print("x".repeat(1_000_000));
                System.out.println();
                for (int i = 0; i < 1000; i++) {
                    System.out.println("warning " + i);
                }
            }
            default -> serve(args[0]);
        }
    }

    private static void serve(String behaviour) throws IOException {
        System.out.println("OpenJDK warning: something or other");
        System.out.println("ready");
        int beats = 0;
        int next;
        while ((next = System.in.read()) >= 0) {
            switch (next) {
                case WatchdogDuty.BEAT -> {
                    beats++;
                    if (!behaviour.equals("deaf")) {
                        System.out.println(".");
                    }
                    if (beats == 3 && behaviour.equals("fails")) {
                        System.out.println("failed: serial-ttl /dev/x: took 0 of 1 bytes");
                    }
                }
                case WatchdogDuty.ENFORCE -> {
                    if (!behaviour.equals("deaf")) {
                        System.out.println(".");
                    }
                }
                case WatchdogDuty.MAKE_SAFE -> System.out.println("safe: the rig asked for it");
                case WatchdogDuty.RELEASE -> System.exit(behaviour.equals("clings") ? park() : 0);
                default -> System.out.println("junk " + next);
            }
        }
        if (behaviour.equals("clings")) {
            park();
        }
    }

    private static int park() {
        while (true) {
            LockSupport.parkNanos(60_000_000_000L);
        }
    }
}
