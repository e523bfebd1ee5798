package org.phasor.rig;

/** The version of this program, as the build wrote it into its jar. */
public final class PhasorVersion {

    private PhasorVersion() {}

    /** As {@code 0.1.0}; {@code development} when run from class files. */
    public static String text() {
        String version = PhasorVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
