package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.side.LfsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * P15: images in Git LFS, beside plain git whose objects are in a standalone server for Git LFS, or which git-lfs copies to a folder of
 * the same machine without any server.
 */
final class ImagesInLfs implements Work {
    private final @Nullable Path server;

    /**
     * Creates the row.
     *
     * @param server the program of the standalone server, or null for a folder
     * @throws IllegalStateException when the program can't be executed
     */
    ImagesInLfs(@Nullable Path server) {
        if (server != null) {
            LfsServer.requireExecutable(server);
        }
        this.server = server;
    }

    @Override
    public String row() {
        return "P15";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        try (LfsBeside beside =
                server == null ? new LfsBeside.InFolder(lab.freshFolder()) : new LfsBeside.OnServer(lab, server)) {
            return new ImageTransfers(lab, new Client(beside))
                    .measure(row(), lab.sizes().imageMegabytes() + " MB of images in Git LFS");
        }
    }

    /**
     * git-lfs.
     *
     * @param beside where the other side has its objects
     */
    private record Client(LfsBeside beside) implements ImageClient {
        @Override
        public Command git(String... words) {
            return Command.gitLfs(words);
        }

        @Override
        public String other() {
            return beside.label();
        }

        @Override
        public void init(Path work) {
            ImageClient.super.init(work);
            try {
                Files.writeString(work.resolve(".gitattributes"), "*.png filter=lfs diff=lfs merge=lfs -text\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            git("lfs", "install", "--local").in(work).run();
        }

        @Override
        public double pushBeside(Path work, String url) {
            beside.empty();
            return beside.push(work, url);
        }

        @Override
        public double cloneBeside(String url, Path folder) {
            return ImageClient.timed(
                    git("-c", "lfs.url=" + beside.url(), "clone", "-q", url, folder.toString()), folder);
        }
    }
}
