package org.phasor.rig.command;

import java.io.IOException;
import java.util.function.Consumer;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslConfigFile;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.liblsl.NativeLsl;
import org.phasor.rig.RigSettings.Acquisition;

/** The LSL library that a rig file asks for: ours unless it says native. */
final class ChosenLsl {

    private ChosenLsl() {}

    /**
     * @param words is told which native library it is
     * @throws IOException in one line when the native library cannot be had, or the LSL configuration is at fault
     */
    static Lsl open(Acquisition acquisition, Consumer<String> words) throws IOException {
        if (!acquisition.nativeLsl()) {
            return new PureJavaLsl(LslConfigFile.fromEnvironment());
        }
        NativeLsl lsl = acquisition.lslLibrary() == null ? NativeLsl.open() : NativeLsl.open(acquisition.lslLibrary());
        words.accept("LSL by native liblsl: " + lsl.library());
        return lsl;
    }
}
