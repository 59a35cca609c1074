package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentDigest;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.listing.ListedAttachment;
import dev.gitsync.store.listing.ListedAttachment.ListedContent;
import dev.gitsync.store.plan.AttachmentName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code files/} of FitNesse. Its files are attachments of the space that begins at the root page, with their paths in FitNesse as
 * names. Hidden files, symbolic links and the reports of tests are left out. Not thread-safe.
 */
final class SpaceFiles {
    private static final String PREFIX = "files/";
    private static final Pattern NAME = Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,199}");
    private static final List<String> WRITTEN_BY_FITNESSE = List.of("testResults", "testProgress");

    private final Path folder;

    /** The files below {@code folder}, which need not exist. */
    SpaceFiles(Path folder) {
        this.folder = folder;
    }

    /** The reason why FitNesse can't have this attachment, if there is one. */
    static Optional<String> objection(AttachmentContent content) {
        String name = content.name();
        if (content.page() != null || !name.startsWith(PREFIX)) {
            return Optional.of(
                    "FitNesse has files only in the folder 'files' at the top of the wiki. Move this file there.");
        }
        String[] names = name.substring(PREFIX.length()).split("/", -1);
        if (WRITTEN_BY_FITNESSE.contains(names[0])) {
            return Optional.of("FitNesse writes the folder 'files/" + names[0] + "' by itself.");
        }
        return Stream.of(names).allMatch(part -> NAME.matcher(part).matches())
                ? Optional.empty()
                : Optional.of(
                        "FitNesse can't have a file with this name: use up to 200 characters for the file and each"
                                + " folder, without control characters and backslashes, and without a dot at the beginning.");
    }

    List<ListedAttachment> list() {
        List<ListedAttachment> found = new ArrayList<>();
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes is) {
                        return at.equals(folder) || isAllowed(name(at))
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.SKIP_SUBTREE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                        if (is.isRegularFile() && isAllowed(name(file))) {
                            String version = is.lastModifiedTime().toInstant() + " " + is.fileKey();
                            AttachmentName name = new AttachmentName(null, name(file));
                            found.add(ListedAttachment.of(null, name, new ListedContent(is.size(), null, version)));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new StoreException("The files of FitNesse can't be listed", e);
            }
        }
        return found;
    }

    private String name(Path file) {
        return PREFIX + folder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isAllowed(String name) {
        return objection(new AttachmentContent(null, name, ANY, 0)).isEmpty();
    }

    /** A hash for checks that depend only on names. */
    private static final ContentHash ANY = new ContentHash("0".repeat(64));

    InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    boolean exists(String name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether the file is there with these contents. */
    boolean isAt(AttachmentContent expected) throws IOException {
        Path file = path(expected.name());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != expected.size()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ContentDigest.of(in).hash().equals(expected.hash());
        }
    }

    /** Writes a file as a whole: readers see the old or the new contents, also after a crash. */
    void write(String name, ContentSource source) throws IOException {
        Path file = free(name);
        Path fresh = Files.createTempFile(folder, ".git", ".new");
        try (InputStream in = source.open()) {
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void move(String from, String to) throws IOException {
        Files.move(path(from), free(to), StandardCopyOption.ATOMIC_MOVE);
        removeEmptyFolders(path(from));
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
        removeEmptyFolders(path(name));
    }

    /** The path of a file that is about to be written, after its folders were created. */
    private Path free(String name) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void removeEmptyFolders(Path file) throws IOException {
        for (@Nullable Path at = file.getParent(); at != null && !at.equals(folder); at = at.getParent()) {
            try (Stream<Path> rest = Files.list(at)) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            } catch (NoSuchFileException e) {
                continue;
            }
            Files.delete(at);
        }
    }

    /** The path of a file, which is never behind a symbolic link. */
    private Path path(String name) {
        Path at = folder;
        for (String part : name.substring(PREFIX.length()).split("/", -1)) {
            if (Files.isSymbolicLink(at)) {
                throw new RuleException("The file is behind a symbolic link of FitNesse's folder 'files'.");
            }
            at = at.resolve(part);
        }
        return at;
    }
}
