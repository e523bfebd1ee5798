package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class LslSettingsTest {

    @Test
    void defaultsAreThoseOfNativeLiblsl() {
        LslSettings d = LslSettings.DEFAULTS;
        assertThat(d.ports()).isEqualTo(new LslSettings.Ports(16571, 16572, 32, true));
        assertThat(d.sessionId()).isEqualTo("default");
        assertThat(d.discovery().targets())
                .containsExactly("127.0.0.1", "255.255.255.255", "224.0.0.1", "224.0.0.183", "239.255.172.215");
        assertThat(d.discovery().effectiveHops()).isEqualTo(24);
        assertThat(d.timing().clockMinProbes()).isEqualTo(6);
    }

    @Test
    void addressesReplaceTheScopes() {
        LslSettings.Discovery d =
                new LslSettings.Discovery(ResolveScope.GLOBAL, List.of("127.0.0.1"), List.of(), 3, List.of());
        assertThat(d.targets()).containsExactly("127.0.0.1");
        assertThat(d.effectiveHops()).isEqualTo(3);
    }

    @Test
    void namesTheKeyAndTheBound() {
        assertThatThrownBy(() -> new LslSettings.Ports(0, 16572, 32, true))
                .hasMessage("ports.multicast = 0: must be 1 to 65535");
        assertThatThrownBy(() -> new LslSettings.Ports(16571, 65530, 32, true))
                .hasMessage("ports.range = 32: must be 1 to 6");
        assertThatThrownBy(() -> new LslSettings.Timing(0, 1, 1, 8, 1, 1, 6, 5, 15))
                .hasMessageStartingWith("timing.multicastWaveSeconds = 0.0: must be > 0");
        assertThatThrownBy(() -> LslSettings.DEFAULTS.withSessionId("a\nb")).hasMessageContaining("one line");
    }

    /** In a loader of its own: in ours these classes have long been met. */
    @Test
    void partsMayBeMetBeforeTheWhole() throws Exception {
        URL classes = LslSettings.class.getProtectionDomain().getCodeSource().getLocation();
        for (String part : List.of("Ports", "Discovery", "Timing")) {
            try (URLClassLoader fresh = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
                assertThatCode(() -> Class.forName("org.phasor.lsl.LslSettings$" + part, true, fresh))
                        .doesNotThrowAnyException();
            }
        }
    }
}
