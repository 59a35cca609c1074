package dev.gitsync.benchmarks.large;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.content.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** git-lfs with one repository. The working tree has no large files, so that the disk holds each of them once. */
final class LargeClient {
    private final Path folder;

    private LargeClient(Path folder) {
        this.folder = folder;
    }

    /** Makes a repository with large files, and answers how many bytes they have. */
    static long commit(Path folder, long bytes, int[] shares) {
        Command.git("init", "-q", "-b", "main", folder.toString()).run();
        LargeClient client = new LargeClient(folder);
        client.git("lfs", "install", "--local").run();
        long written = 0;
        try {
            Files.writeString(folder.resolve(".gitattributes"), "*.bin filter=lfs diff=lfs merge=lfs -text\n");
            Files.writeString(folder.resolve("Large.md"), "Large files.\n");
            Files.createDirectory(folder.resolve("Large"));
            for (int i = 0; i < shares.length; i++) {
                String name = "Large/" + i + ".bin";
                long size = bytes * shares[i] / 100;
                Images.writeOne(folder.resolve(name), size);
                client.git("add", name).run();
                Files.delete(folder.resolve(name));
                written += size;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client.git("add", ".gitattributes", "Large.md").run();
        client.git("commit", "-q", "-m", "Add large files").run();
        return written;
    }

    static LargeClient at(Path folder) {
        return new LargeClient(folder);
    }

    /** Clones without the objects. */
    static LargeClient clone(String url, Path folder) {
        Command.gitLfs("clone", "-q", url, folder.toString())
                .with("GIT_LFS_SKIP_SMUDGE", "1")
                .run();
        return new LargeClient(folder);
    }

    Command git(String... words) {
        return Command.gitLfs(words).in(folder);
    }

    /** How many bytes of downloads that broke off are here. */
    long incomplete() {
        Path parts = folder.resolve(".git/lfs/incomplete");
        if (!Files.isDirectory(parts)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(parts)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
