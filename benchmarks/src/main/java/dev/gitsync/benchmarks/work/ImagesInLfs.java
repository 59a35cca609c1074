package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** P15: images in Git LFS, beside plain git whose objects git-lfs copies to a folder of the same machine without any server. */
final class ImagesInLfs implements Work {
    private static final String OTHER = "beside";

    @Override
    public String row() {
        return "P15";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        Path objects = lab.freshFolder();
        try {
            return new ImageTransfers(lab, new Client(objects))
                    .measure(row(), lab.sizes().imageMegabytes() + " MB of images in Git LFS");
        } finally {
            Command.delete(objects);
        }
    }

    /**
     * git-lfs.
     *
     * @param objects the repository in which the other side has its objects
     */
    private record Client(Path objects) implements ImageClient {
        @Override
        public Command git(String... words) {
            return Command.gitLfs(words);
        }

        @Override
        public String other() {
            return "plain git, objects copied by file://";
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
            Command.delete(objects);
            Command.git("init", "-q", "--bare", objects.toString()).run();
            if (!git("remote", "set-url", OTHER, url).in(work).succeeds()) {
                git("remote", "add", OTHER, url).in(work).run();
            }
            // The hook of git-lfs does not find a folder for a remote that has no name.
            return git("-c", "lfs.url=file://" + objects, "lfs", "push", OTHER, "main")
                            .in(work)
                            .millis()
                    + git("push", "-q", "--no-verify", url, "main").in(work).millis();
        }

        @Override
        public double cloneBeside(String url, Path folder) {
            return ImageClient.timed(
                    git("-c", "lfs.url=file://" + objects, "clone", "-q", url, folder.toString()), folder);
        }
    }
}
