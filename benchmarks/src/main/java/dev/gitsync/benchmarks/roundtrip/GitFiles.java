package dev.gitsync.benchmarks.roundtrip;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a clone's {@code HEAD}.
 *
 * @param counts the number of files of each kind
 * @param executables the number of executable files
 * @param pages the paths of the files that are pages
 * @param attachments the path and the hash of each file that must be an attachment
 */
record GitFiles(
        Map<FileKind, Integer> counts, int executables, Set<String> pages, Map<String, ContentHash> attachments) {
    private static final Pattern LFS_OBJECT = Pattern.compile("oid sha256:([0-9a-f]{64})");

    /** Reads a clone with a working tree; git evaluates its attributes. */
    static GitFiles of(Path clone) {
        Map<FileKind, Integer> counts = new EnumMap<>(FileKind.class);
        Stream.of(FileKind.values()).forEach(kind -> counts.put(kind, 0));
        Set<String> pages = new HashSet<>();
        Map<String, ContentHash> attachments = new HashMap<>();
        int executables = 0;
        Set<String> large = largeFiles(clone);
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(clone.resolve(".git").toFile())
                        .build();
                TreeWalk walk = new TreeWalk(repository)) {
            walk.reset(repository.resolve("HEAD^{tree}"));
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                FileKind kind = FileKind.of(walk.getFileMode(), path);
                counts.merge(kind, 1, Integer::sum);
                executables += walk.getFileMode() == FileMode.EXECUTABLE_FILE ? 1 : 0;
                if (kind == FileKind.PAGE) {
                    pages.add(path);
                } else if (kind == FileKind.ATTACHMENT) {
                    attachments.put(path, hash(walk.getObjectReader(), walk.getObjectId(0), large.contains(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new GitFiles(counts, executables, pages, attachments);
    }

    /** The paths of the files that the attributes assign to Git LFS. */
    private static Set<String> largeFiles(Path clone) {
        Set<String> found = new HashSet<>();
        String[] fields = Command.of("sh", "-c", "git ls-files -z | git check-attr -z --stdin filter")
                .in(clone)
                .run()
                .split("\0", -1);
        for (int i = 0; i + 2 < fields.length; i += 3) {
            if (fields[i + 2].equals("lfs")) {
                found.add(fields[i]);
            }
        }
        return found;
    }

    private static ContentHash hash(ObjectReader reader, ObjectId blob, boolean isLarge) throws IOException {
        ObjectLoader loader = reader.open(blob);
        if (isLarge && loader.getSize() < 1024) {
            Matcher oid = LFS_OBJECT.matcher(new String(loader.getBytes(), StandardCharsets.ISO_8859_1));
            if (oid.find()) {
                return new ContentHash(oid.group(1));
            }
        }
        try (InputStream in = loader.openStream()) {
            return ContentDigest.of(in).hash();
        }
    }
}
