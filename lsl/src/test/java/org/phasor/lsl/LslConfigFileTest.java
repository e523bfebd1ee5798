package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LslConfigFileTest {

    @TempDir
    Path folder;

    private LslSettings read(String text) throws Exception {
        return LslConfigFile.read(Files.writeString(folder.resolve("lsl_api.cfg"), text));
    }

    @Test
    void namesTheFileWhenItIsNoText() throws Exception {
        assertThatThrownBy(() -> LslConfigFile.read(folder)).hasMessageContaining(folder.toString());
        Path latin1 = Files.write(folder.resolve("latin1.cfg"), new byte[] {'a', ' ', '=', (byte) 0xE4, '\n'});
        assertThatThrownBy(() -> LslConfigFile.read(latin1)).hasMessageContaining("latin1.cfg: is not UTF-8");
    }

    @Test
    void readsWhatNativeConfigurationsSay() throws Exception {
        LslSettings settings = read("""
                ; a comment
                [ports]
                BasePort = 17000
                AllowRandomPorts = 0
                [multicast]
                ResolveScope = link
                AddressesOverride = {239.255.172.215}
                Interfaces = {127.0.0.1, eth1}
                [lab]
                KnownPeers = {127.0.0.1}
                SessionID = mine
                [log]
                level = 4
                """);
        assertThat(settings.ports()).isEqualTo(new LslSettings.Ports(16571, 17000, 32, false));
        assertThat(settings.discovery().scope()).isEqualTo(ResolveScope.LINK);
        assertThat(settings.discovery().interfaces()).containsExactly("127.0.0.1", "eth1");
        assertThat(settings.discovery().knownPeers()).containsExactly("127.0.0.1");
        assertThat(settings.sessionId()).isEqualTo("mine");
    }

    @Test
    void onlyOneIsTrue() throws Exception {
        assertThat(read("[ports]\nAllowRandomPorts = true\n").ports().allowRandom())
                .isFalse();
        assertThat(read("[ports]\nAllowRandomPorts = 1\n").ports().allowRandom())
                .isTrue();
    }

    @Test
    void anEmptyFileIsTheDefaults() throws Exception {
        assertThat(read("")).isEqualTo(LslSettings.DEFAULTS);
    }

    @Test
    void mistakesNameFileLineAndValue() {
        assertThatThrownBy(() -> read("[ports]\nBasePort = many\n"))
                .hasMessageEndingWith("lsl_api.cfg:2: ports.BasePort = many: must be a whole number");
        assertThatThrownBy(() -> read("[ports]\nBasePort\n")).hasMessageContaining(":2: ");
        assertThatThrownBy(() -> read("[a]\nb = 1\nb = 2\n")).hasMessageContaining(":3: a.b");
        assertThatThrownBy(() -> read("[multicast]\nInterfaces = lo\n")).hasMessageContaining("must be a list");
        assertThatThrownBy(() -> read("[multicast]\nResolveScope = moon\n")).hasMessageContaining("machine, link");
        assertThatThrownBy(() -> read("[ports]\nBasePort = 70000\n")).hasMessageContaining("must be 1 to 65535");
    }
}
