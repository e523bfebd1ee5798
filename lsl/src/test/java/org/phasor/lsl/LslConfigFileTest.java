package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void readsEveryKeyOfTheTable() throws Exception {
        LslSettings settings = read("""
                [ports]
                MulticastPort = 20001
                BasePort = 20002
                PortRange = 7
                AllowRandomPorts = true
                IPv6 = forced
                [multicast]
                ResolveScope = organization
                ListenAddress = 127.0.0.1
                IPv6MulticastGroup = 1:2:3:4:5:6:7
                MachineAddresses = {127.0.0.2}
                LinkAddresses = {224.0.0.9, ff02::9}
                SiteAddresses = {}
                OrganizationAddresses = {239.1.1.1}
                GlobalAddresses = {224.9.9.9}
                TTLOverride = 3
                [tuning]
                UseProtocolVersion = 100
                WatchdogCheckInterval = 2.5
                WatchdogTimeThreshold = 7.5
                MulticastMinRTT = 0.25
                MulticastMaxRTT = 1
                UnicastMinRTT = 0.35
                UnicastMaxRTT = 2
                ContinuousResolveInterval = 0.75
                TimerResolution = 2
                MaxCachedQueries = 17
                TimeUpdateInterval = 3.5
                TimeUpdateMinProbes = 4
                TimeProbeCount = 5
                TimeProbeInterval = 0.0625
                TimeProbeMaxRTT = 0.25
                OutletBufferReserveMs = 1
                SendSocketBufferSize = 40000
                ReceiveSocketBufferSize = 50000
                SmoothingHalftime = 45
                ForceDefaultTimestamps = 1
                """);
        assertThat(settings)
                .isEqualTo(new LslSettings(
                        new LslSettings.Ports(20001, 20002, 7, false),
                        new LslSettings.Discovery(
                                ResolveScope.ORGANIZATION,
                                List.of(),
                                List.of(),
                                3,
                                List.of(),
                                new ScopeAddresses(
                                        List.of("127.0.0.2"),
                                        List.of("224.0.0.9", "ff02::9"),
                                        List.of(),
                                        List.of("239.1.1.1"),
                                        List.of("224.9.9.9"),
                                        "1:2:3:4:5:6:7"),
                                "127.0.0.1"),
                        new LslSettings.Timing(0.25, 0.35, 3.5, 5, 0.0625, 0.25, 4, 5, 7.5),
                        "default",
                        Ipv6Use.FORCE,
                        new LslTuning(100, true, 17, 40_000, 50_000, 2.5, 0.75, 45)));
        assertThat(settings.discovery().targets()).containsExactly("127.0.0.2", "224.0.0.9", "ff02::9", "239.1.1.1");
        assertThat(settings.discovery().ipv6Groups())
                .containsExactly("FF02:1:2:3:4:5:6:7", "FF05:1:2:3:4:5:6:7", "FF08:1:2:3:4:5:6:7");
    }

    @ParameterizedTest
    @CsvSource({
        "allow, ALLOW",
        "allowed, ALLOW",
        "disable, DISABLE",
        "disabled, DISABLE",
        "force, FORCE",
        "forced, FORCE"
    })
    void knowsBothSpellingsOfIpv6(String word, Ipv6Use use) throws Exception {
        assertThat(read("[ports]\nIPv6 = " + word + "\n").ipv6()).isEqualTo(use);
    }

    @Test
    void refusesWhatNoSettingCanBe() {
        assertThatThrownBy(() -> read("[ports]\nIPv6 = maybe\n")).hasMessageContaining("allow, disable or force");
        assertThatThrownBy(() -> read("[tuning]\nUseProtocolVersion = 99\n")).hasMessageContaining("100 to 110");
        assertThatThrownBy(() -> read("[tuning]\nWatchdogCheckInterval = 0\n")).hasMessageContaining("must be > 0");
        assertThatThrownBy(() -> read("[tuning]\nTimeProbeInterval = soon\n")).hasMessageContaining("a number");
        assertThatThrownBy(() -> read("[multicast]\nIPv6MulticastGroup = x\n")).hasMessageContaining("seven groups");
    }

    @Nested
    class Places {

        private final Map<String, String> environment = new HashMap<>();
        private final List<String> warnings = new ArrayList<>();
        private Path working;
        private Path home;
        private Path etc;

        @BeforeEach
        void folders() throws IOException {
            working = Files.createDirectories(folder.resolve("work"));
            home = folder.resolve("home");
            etc = folder.resolve("etc");
            Files.createDirectories(home.resolve("lsl_api"));
            Files.createDirectories(etc.resolve("lsl_api"));
            environment.put("HOME", home.toString());
        }

        private Path session(Path file, String id) throws IOException {
            return Files.writeString(file, "[lab]\nSessionID = " + id + "\n");
        }

        private String found() throws IOException {
            return LslConfigFile.find(environment::get, working, etc, warnings::add)
                    .sessionId();
        }

        @Test
        void theFirstReadableFileWins() throws IOException {
            assertThat(found()).isEqualTo("default");
            session(etc.resolve("lsl_api/lsl_api.cfg"), "etc");
            assertThat(found()).isEqualTo("etc");
            session(home.resolve("lsl_api/lsl_api.cfg"), "home");
            assertThat(found()).isEqualTo("home");
            session(working.resolve("lsl_api.cfg"), "here");
            assertThat(found()).isEqualTo("here");
            environment.put(
                    "LSLAPICFG", session(folder.resolve("named.cfg"), "named").toString());
            assertThat(found()).isEqualTo("named");
            assertThat(warnings).isEmpty();
        }

        @Test
        void aHomeMayBeNamedAsOnWindows() throws IOException {
            session(home.resolve("lsl_api/lsl_api.cfg"), "home");
            environment.clear();
            assertThat(found()).isEqualTo("default");
            environment.put("USERPROFILE", home.toString());
            assertThat(found()).isEqualTo("home");
            environment.clear();
            environment.put("HOMEDRIVE", folder.toString());
            environment.put("HOMEPATH", "/home");
            assertThat(found()).isEqualTo("home");
        }

        @Test
        void aBrokenFileIsPassedOverWithAWarning() throws IOException {
            Files.writeString(working.resolve("lsl_api.cfg"), "[lab]\nSessionID\n");
            session(home.resolve("lsl_api/lsl_api.cfg"), "home");
            assertThat(found()).isEqualTo("home");
            assertThat(warnings).singleElement().asString().contains("lsl_api.cfg:2: ", "passed over");
        }

        @Test
        void aBrokenFileThatWasNamedIsAnError() throws IOException {
            session(working.resolve("lsl_api.cfg"), "here");
            environment.put("LSLAPICFG", folder.resolve("absent.cfg").toString());
            assertThatThrownBy(this::found).isInstanceOf(IOException.class).hasMessageContaining("absent.cfg");
            Path broken = Files.writeString(folder.resolve("broken.cfg"), "x\n");
            environment.put("LSLAPICFG", broken.toString());
            assertThatThrownBy(this::found).hasMessageContaining("broken.cfg:1: ");
            assertThat(warnings).isEmpty();
        }
    }
}
