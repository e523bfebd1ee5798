package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.phasor.stimulator.Limit;

/** docs/rig-file.md is where users look keys up: it must know every key that the reader asks for. */
class RigFileReferenceTest {

    private static final Pattern KEY = Pattern.compile(
            "\\b(?:number|requiredNumber|whole|flag|text|requiredText|choice|texts|numbers|band|weights|section|sections|value|path)\\((?:section, )?\\s*\"([a-z-]+)\"");

    @Test
    void documentsEveryKey() throws Exception {
        String reader = "";
        for (String name : List.of(
                "RigFileReader",
                "RigAuxReader",
                "RigSignalReader",
                "RigTriggerReader",
                "RigConditionReader",
                "RigTrialsReader",
                "RigStimulatorReader",
                "RigReturnReader",
                "RigLimitsReader",
                "RigLiveReader")) {
            reader += Files.readString(Path.of("src/main/java/org/phasor/rig/" + name + ".java"));
        }
        String reference = Files.readString(Path.of("../docs/rig-file.md"));
        Set<String> keys = new TreeSet<>();
        Matcher asked = KEY.matcher(reader);
        while (asked.find()) {
            keys.add(asked.group(1));
        }
        for (Limit limit : Limit.values()) {
            keys.add(limit.key());
        }
        assertThat(keys).hasSizeGreaterThan(80);
        assertThat(keys).allSatisfy(key -> assertThat(reference).containsPattern("\\b" + key + "\\b"));
    }
}
