package org.phasor.rig;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rig file: everything an experiment is, in TOML. Reading checks the whole file and reports all of its faults at
 * once; {@link RigBinding#bind} checks it against a stream. Immutable.
 *
 * @param name the file's name, for messages
 * @param text as written, without the values set on the command line
 * @param sets the values set on the command line, as {@code key=value}
 * @param settings what both say
 * @param places where each signal is described, by its name, and where the limits are
 * @param calibrations the texts of the estimator files it names, by the path it names them with
 */
public record RigFile(
        String name,
        String text,
        List<String> sets,
        RigSettings settings,
        Map<String, String> places,
        Map<String, String> calibrations) {

    /** A rig file is written by people: a larger one is something else. */
    private static final long MAX_BYTES = 1 << 20;

    /**
     * @param sets values that replace those of the file, as {@code trigger.phase-deg=0}
     * @throws RigFileException with every fault, when there is any
     */
    public static RigFile read(Path file, List<String> sets) throws RigFileException {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw fault(file, "is larger than 1 MiB: not a rig file");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw fault(file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw fault(file, "cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw fault(file, "is not UTF-8 text: not a rig file");
        } catch (IOException e) {
            throw fault(file, "cannot be read: " + e.getMessage());
        }
        Path folder = file.toAbsolutePath().getParent();
        return parse(file.getFileName().toString(), text, sets, CalibrationTexts.under(folder));
    }

    /** As {@link #read} for a text at hand: a file in the program; estimator files are sought in the working folder. */
    public static RigFile parse(String name, String text, List<String> sets) throws RigFileException {
        return parse(name, text, sets, CalibrationTexts.under(Path.of("")));
    }

    /** As {@link #read} for a text at hand. */
    static RigFile parse(String name, String text, List<String> sets, CalibrationTexts calibrations)
            throws RigFileException {
        List<RigFault> faults = new ArrayList<>();
        RigNode root = RigNode.parse(name, text, faults);
        if (!faults.isEmpty()) {
            throw new RigFileException(faults);
        }
        for (String set : sets) {
            root.set(set, faults);
        }
        RigFileReader reader = new RigFileReader(faults, calibrations);
        RigSettings settings = reader.read(new RigSection(root, "", faults));
        if (!faults.isEmpty()) {
            throw new RigFileException(faults);
        }
        return new RigFile(
                name,
                text,
                List.copyOf(sets),
                settings,
                Map.copyOf(reader.places()),
                Map.copyOf(reader.calibrations()));
    }

    /** Where a signal, or the table of limits, is described, for messages: file and line. */
    String placeOf(String signal) {
        return places.getOrDefault(signal, name);
    }

    private static RigFileException fault(Path file, String what) {
        return new RigFileException(List.of(new RigFault(file.toString(), "", "", what)));
    }
}
