package org.phasor.stimulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/**
 * A process with an armed interlock over a real serial line that is taken high again and again, and low by nobody: a rig
 * at its worst moment. Says on standard output when it runs, who its watchdog is, and each alarm. Ends with its input.
 */
final class WatchedRig {

    private static final long MILLI = 1_000_000L;

    private WatchedRig() {}

    private static final class StuckHigh implements Stimulator {
        private final SerialTtlSettings settings;
        private SerialTtlLine line;

        StuckHigh(SerialTtlSettings settings) {
            this.settings = settings;
        }

        @Override
        public String name() {
            return "stuck-high";
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public void open(Alarm alarm) throws IOException {
            line = SerialTtlLine.open(settings);
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void fire(long decisionId, int condition) {
            line.send(settings.onByte());
        }

        @Override
        public void makeSafe() {}

        @Override
        public Optional<String> watchdogTask() {
            return Optional.of(SerialTtlLine.task(settings));
        }

        @Override
        public void close() {
            line.close();
        }
    }

    public static void main(String[] args) throws Exception {
        StuckHigh device = new StuckHigh(new SerialTtlSettings(args[0], 115_200, 1, 0, 5 * MILLI));
        DeliverySink sink = new DeliverySink() {
            private final Delivery slot = new Delivery();

            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        // As live limits are: a loop that stood still stops by itself, too.
        SafetyLimits limits = Limits.of(40 * MILLI, 6000, 1_000_000, 100 * MILLI, 3 * MILLI)
                .with(Limit.MAX_STALL, Watchdog.DEADLINE_NANOS);
        Interlock interlock = new Interlock(
                device, List.of(), StimulatorSettings.simulated(List.of()), limits, System::nanoTime, sink, false);
        device.open((reason, detail) -> {});
        interlock.dose().grant(1_000_000);
        interlock.check();
        LoopUnderTest loop = new LoopUnderTest(interlock);
        loop.start();
        interlock.startWatchdog((task, alarm, mayBeat) -> {
            Alarm printed = (reason, detail) -> {
                alarm.raise(reason, detail);
                System.out.println("alarm " + reason + " " + detail);
            };
            WatchdogProcess started = (WatchdogProcess) WatchdogProcess.start(task, printed, mayBeat);
            System.out.println("watchdog " + started.process().pid());
            return started;
        });
        interlock.typeCode(interlock.beginArming(
                new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(), "")));
        interlock.arm();
        interlock.start();
        System.out.println("running");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command;
        while ((command = in.readLine()) != null) {
            switch (command) {
                case "stall" -> loop.stalled = true;
                case "trip" -> interlock.trip(StopReason.OPERATOR, "stop pressed");
                case "finish" -> interlock.finish();
                case "close" -> interlock.close();
                default -> throw new IllegalArgumentException(command);
            }
            System.out.println("state " + interlock.state());
        }
        System.exit(0);
    }

    private static final class LoopUnderTest extends Thread {
        private final Interlock interlock;
        private final Decision decision = new Decision();
        private long lastId;
        private volatile boolean stalled;

        LoopUnderTest(Interlock interlock) {
            super("loop");
            setDaemon(true);
            this.interlock = interlock;
        }

        @Override
        public void run() {
            while (true) {
                LockSupport.parkNanos(2 * MILLI);
                if (!stalled) {
                    long nowNanos = System.nanoTime();
                    decision.hold(Reason.TARGET_REACHED, 1, -1);
                    decision.action = Decision.Action.FIRE;
                    decision.id = ++lastId;
                    decision.commandNanos = nowNanos;
                    decision.atOnce = true;
                    interlock.schedule(decision, nowNanos);
                    interlock.poll();
                }
            }
        }
    }
}
