package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file's name in its folder, which survives a loss of power only when the folder was forced to the disk too. */
final class FolderEntry {

    private FolderEntry() {}

    static void force(Path file) {
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows opens no folders; there the file system's own journal keeps names.
            return;
        }
    }
}
