package org.phasor.rig.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and folders that nobody but their owner can read, from the moment they are there. Follows no symbolic link. */
final class OwnerOnly {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private OwnerOnly() {}

    /** Makes the folder (0700) unless it is there. */
    static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, attribute(folder.getParent(), "rwx------"));
        } catch (FileAlreadyExistsException e) {
            // Whether it is a private folder is for who uses it to ask.
        }
    }

    /** Why the folder is not private, in one line; null when it is. */
    static String whyNotPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return folder + ": must be a folder and no link";
        }
        return openToOthers(folder) ? folder + ": others may use it; must be private (chmod 700)" : null;
    }

    /** A file of one's own (0600) that was not there before. */
    static void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> fresh = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel =
                Files.newByteChannel(file, fresh, attribute(file.getParent(), "rw-------"))) {
            UserPrincipal self = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
            if (!self.equals(Files.getOwner(file.getParent(), LinkOption.NOFOLLOW_LINKS))) {
                Files.delete(file);
                throw new IOException(file.getParent() + ": must belong to " + self.getName());
            }
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /**
     * @throws IOException in one line, when it is a link, no file, too long, or others may use it
     */
    static String read(Path file, int mostBytes) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + ": must be a file and no link");
        }
        if (openToOthers(file)) {
            throw new IOException(file + ": others may use it: it is not trusted");
        }
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options)) {
            ByteBuffer bytes = ByteBuffer.allocate(mostBytes + 1);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // On to the end.
            }
            if (!bytes.hasRemaining()) {
                throw new IOException(file + ": more than " + mostBytes + " bytes");
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private static boolean openToOthers(Path path) throws IOException {
        if (!posix(path)) {
            return false;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        return permissions.stream().anyMatch(OF_OTHERS::contains);
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attribute(Path in, String mode) throws IOException {
        if (posix(in)) {
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
        }
        if (!in.getFileSystem().supportedFileAttributeViews().contains("acl")) {
            return new FileAttribute<?>[0];
        }
        UserPrincipal self;
        try {
            self = in.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (UserPrincipalNotFoundException e) {
            // As some directory services have it: then the rights of the user's own folder are taken over.
            return new FileAttribute<?>[0];
        }
        AclEntry owner = AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(self)
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .build();
        return new FileAttribute<?>[] {
            new FileAttribute<List<AclEntry>>() {
                @Override
                public String name() {
                    return "acl:acl";
                }

                @Override
                public List<AclEntry> value() {
                    return List.of(owner);
                }
            }
        };
    }
}
