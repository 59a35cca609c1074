package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.side.LfsServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where plain git has the objects of Git LFS. */
interface LfsBeside extends AutoCloseable {
    /** What it is, for the table. */
    String label();

    /** Discards all objects. */
    void empty();

    /** What {@code lfs.url} must be. */
    String url();

    /** Pushes the branch main and its objects from a working tree, and returns how long that took. */
    double push(Path work, String repositoryUrl);

    @Override
    void close();

    /** A server of its own, which starts anew for each push. */
    final class OnServer implements LfsBeside {
        private final Lab lab;
        private final Path program;
        private @Nullable LfsServer server;

        OnServer(Lab lab, Path program) {
            this.lab = lab;
            this.program = program;
        }

        @Override
        public String label() {
            return "plain git, objects in " + program.getFileName();
        }

        @Override
        public void empty() {
            close();
            server = LfsServer.start(program, lab.freshFolder());
        }

        @Override
        public String url() {
            if (server == null) {
                throw new IllegalStateException("The server for Git LFS is not running: call empty() first");
            }
            return server.url();
        }

        @Override
        public double push(Path work, String repositoryUrl) {
            return Command.gitLfs("-c", "lfs.url=" + url(), "push", "-q", repositoryUrl, "main")
                    .in(work)
                    .millis();
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
                server = null;
            }
        }
    }

    /** A folder of the same machine, to which git-lfs copies without a server. */
    final class InFolder implements LfsBeside {
        private static final String REMOTE = "beside";

        private final Path objects;

        InFolder(Path objects) {
            this.objects = objects;
        }

        @Override
        public String label() {
            return "plain git, objects copied by file://";
        }

        @Override
        public void empty() {
            Command.delete(objects);
            Command.git("init", "-q", "--bare", objects.toString()).run();
        }

        @Override
        public String url() {
            return "file://" + objects;
        }

        @Override
        public double push(Path work, String repositoryUrl) {
            if (!Command.git("remote", "set-url", REMOTE, repositoryUrl)
                    .in(work)
                    .succeeds()) {
                Command.git("remote", "add", REMOTE, repositoryUrl).in(work).run();
            }
            // The hook of git-lfs does not find a folder for a remote that has no name.
            return Command.gitLfs("-c", "lfs.url=" + url(), "lfs", "push", REMOTE, "main")
                            .in(work)
                            .millis()
                    + Command.gitLfs("push", "-q", "--no-verify", repositoryUrl, "main")
                            .in(work)
                            .millis();
        }

        @Override
        public void close() {
            Command.delete(objects);
        }
    }
}
