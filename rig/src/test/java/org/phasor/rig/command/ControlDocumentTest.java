package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.control.ControlFolder;
import org.phasor.rig.control.ControlServer;

/** docs/control.md is what other people's programs are written from: a session must answer it line by line. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlDocumentTest {

    @TempDir
    Path folder;

    private static String document() throws Exception {
        return Files.readString(Path.of("../docs/control.md"));
    }

    @Test
    void aSessionAnswersAsTheDocumentSays() throws Exception {
        String document = document();
        int from = document.indexOf("```text\n") + 8;
        List<String> dialogue =
                document.substring(from, document.indexOf("```", from)).lines().toList();
        assertThat(dialogue).hasSizeGreaterThan(10).allMatch(line -> line.startsWith("> ") || line.startsWith("< "));
        try (ControlledSession run = new ControlledSession(folder, false)) {
            assertThat(run.controls.startBench()).isEmpty();
            run.superviseUntil(() -> run.session.status().pulses() > 0);
            try (ControlServer server = ControlServer.open(
                            ControlFolder.of(null, folder), "test.toml", run.session.recording(), run.controls);
                    Socket socket =
                            new Socket(server.file().host(), server.file().port())) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
                for (String line : dialogue) {
                    String said = line.substring(2);
                    if (line.startsWith("> ")) {
                        out.write(said.replace("TOKEN", server.file().token()) + "\n");
                        out.flush();
                    } else {
                        String asWritten = Pattern.quote(said).replace("...", "\\E.*\\Q");
                        assertThat(in.readLine()).as(line).matches(asWritten);
                    }
                }
            }
            assertThat(run.end().end()).isEqualTo(SessionEnd.OPERATOR);
        }
    }

    @Test
    void documentsEveryKeyOfTheStatusAndNoOther() throws Exception {
        try (ControlledSession run = new ControlledSession(folder, true)) {
            JsonObject status =
                    JsonParser.parseString(run.controls.statusJson()).getAsJsonObject();
            assertThat(keysOfTable("key of `status`")).isEqualTo(new TreeSet<>(status.keySet()));
        }
    }

    @Test
    void documentsEveryKeyOfTheFileAndNoOther() throws Exception {
        try (ControlledSession run = new ControlledSession(folder, true);
                ControlServer server = ControlServer.open(
                        ControlFolder.of(null, folder), "test.toml", run.session.recording(), run.controls)) {
            Set<String> keys = new TreeSet<>();
            for (String line : Files.readAllLines(server.path())) {
                keys.add(line.substring(0, line.indexOf('=')));
            }
            assertThat(keysOfTable("key")).isEqualTo(keys);
        }
    }

    /** What stands in backticks in the first column under that heading. */
    private static Set<String> keysOfTable(String heading) throws Exception {
        String document = document();
        int from = document.indexOf("| " + heading + " | |\n");
        assertThat(from).isNotNegative();
        Set<String> keys = new TreeSet<>();
        for (String row :
                document.substring(from).split("\n\n", 2)[0].lines().skip(2).toList()) {
            Matcher key = Pattern.compile("`([A-Za-z-]+)`").matcher(row.split("\\|")[1]);
            while (key.find()) {
                keys.add(key.group(1));
            }
        }
        return keys;
    }
}
