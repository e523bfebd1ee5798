package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.phasor.lsl.liblsl.NativeLsl;

/**
 * The Java and the native library on the loopback interface, in one process. The native one is there when the
 * environment variable {@code PYLSL_LIB} names its file; without, its tests are skipped. A library that is named but
 * cannot be loaded is a failure.
 */
final class BothLibraries implements AutoCloseable {

    enum Library {
        JAVA,
        NATIVE
    }

    /** Who serves and who receives. */
    record Pair(Library outlet, Library inlet) {
        @Override
        public String toString() {
            return outlet + " -> " + inlet;
        }

        boolean isAllJava() {
            return outlet == Library.JAVA && inlet == Library.JAVA;
        }
    }

    static Stream<Pair> pairs() {
        return Stream.of(Library.values())
                .flatMap(o -> Stream.of(Library.values()).map(i -> new Pair(o, i)));
    }

    private static NativeLsl loaded;

    /** A native outlet that closes leaves connections open at times: Java asks after 2 s in place of 15. */
    private static final LslSettings.Timing WATCHFUL =
            new LslSettings.Timing(0.5, 0.75, 2.0, 8, 0.064, 0.128, 6, 5.0, 2.0);

    private final Lsl java = new PureJavaLsl(LslSettings.loopbackOnly().withTiming(WATCHFUL));
    private Lsl liblsl;

    /** Skips the test when it needs native liblsl and there is none. */
    Lsl of(Library library) throws IOException {
        if (library == Library.JAVA) {
            return java;
        }
        String file = System.getenv("PYLSL_LIB");
        assumeTrue(file != null, "no native liblsl here: set PYLSL_LIB to its file");
        if (liblsl == null) {
            NativeLsl opened = NativeLsl.loopbackOnly();
            if (loaded == null) {
                System.out.println("native liblsl: " + opened.library());
            }
            loaded = opened;
            liblsl = opened;
        }
        return liblsl;
    }

    /** A stream that nobody else on this machine serves. */
    static StreamInfo unique(ChannelFormat format, int channels, double rateHz) {
        String name = "contract-" + UUID.randomUUID();
        return StreamInfo.builder(name, "Test")
                .channelCount(channels)
                .format(format)
                .nominalRateHz(rateHz)
                .sourceId("source-" + name)
                .build();
    }

    /** Found by the receiver's own resolver, as a program would. */
    Inlet connect(Pair pair, Outlet outlet, InletOptions options, InletListener listener) throws Exception {
        List<StreamInfo> found = of(pair.inlet())
                .resolver()
                .resolve(Predicates.equalTo("uid", outlet.info().uid()), 1, Duration.ofSeconds(5));
        assertThat(found).as("streams found by %s", pair.inlet()).hasSize(1);
        Inlet inlet = of(pair.inlet()).inlet(found.get(0), options);
        inlet.start(listener);
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5)))
                .as("%s sees its consumer", pair.outlet())
                .isTrue();
        return inlet;
    }

    @Override
    public void close() {
        if (liblsl != null) {
            liblsl.close();
        }
        java.close();
    }
}
