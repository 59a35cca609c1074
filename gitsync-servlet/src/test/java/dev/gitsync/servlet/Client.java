package dev.gitsync.servlet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.CloneCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A git client, as far as {@link ClientMatrixTest} uses it. Each method returns the error, or an empty string. */
interface Client {
    /** Clones into a folder, with the whole history if {@code depth} is 0. */
    String clone(String url, Path folder, int depth);

    /** Fetches, and fast-forwards the branch. */
    String pull(Path folder);

    /** Commits a file and pushes it to {@code ref}. */
    String push(Path folder, String file, String text, String ref);

    /** The git of this machine, with its own settings. */
    record CommandLine(String name, List<String> settings) implements Client {
        @Override
        public String clone(String url, Path folder, int depth) {
            List<String> arguments = depth == 0
                    ? List.of("clone", "-q", url, folder.toString())
                    : List.of("clone", "-q", "--depth", Integer.toString(depth), url, folder.toString());
            return run(folder.resolveSibling("."), arguments);
        }

        @Override
        public String pull(Path folder) {
            return run(folder, List.of("pull", "-q", "--ff-only"));
        }

        @Override
        public String push(Path folder, String file, String text, String ref) {
            GitClient.at(folder).commit(file, text);
            return run(folder, List.of("push", "-q", "origin", "HEAD:" + ref));
        }

        private String run(Path folder, List<String> arguments) {
            List<String> all = new ArrayList<>();
            settings.forEach(setting -> all.addAll(List.of("-c", setting)));
            all.addAll(arguments);
            GitClient.Outcome outcome = GitClient.at(folder).run(all.toArray(String[]::new));
            return outcome.exitCode() == 0 ? "" : outcome.stderr();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A client that a script in {@code src/test/resources/clients} drives.
     *
     * @param command the command that runs the script
     * @param folder the working directory of the script
     * @param missing why the script can't run, or an empty string
     */
    record Script(String name, List<String> command, Path folder, String missing) implements Client {
        private static final long PATIENCE_SECONDS = 60;
        /** The Python of the system, because its packages are installed there. */
        private static final String PYTHON = "/usr/bin/python3";

        /** The exit status of a script whose client does not support the requested operation. */
        private static final int CANT = 77;

        /** isomorphic-git, which editors in browsers use; npm installs it. */
        static Client isomorphic(Path folder) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("package.json"), "{}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<String> npm = List.of(
                    "npm",
                    "install",
                    "--silent",
                    "--no-audit",
                    "--no-fund",
                    "--prefer-offline",
                    "--no-package-lock",
                    "isomorphic-git@1.44.17");
            return new Script(
                    "isomorphic-git", List.of("node", script("isomorphic.mjs")), folder, problem(folder, npm));
        }

        /** libgit2, which desktop programs and hosts use, through pygit2. */
        static Client libgit2(Path folder) {
            List<String> look = List.of(PYTHON, "-c", "import pygit2");
            return new Script("libgit2", List.of(PYTHON, script("libgit2.py")), folder, problem(folder, look));
        }

        private static String problem(Path folder, List<String> command) {
            Result result = result(folder, command);
            return result.status() == 0 ? "" : String.join(" ", command) + ": " + result.output();
        }

        private static String script(String name) {
            return Path.of("src/test/resources/clients", name).toAbsolutePath().toString();
        }

        @Override
        public String clone(String url, Path clone, int depth) {
            String problem = run("clone", clone, url, Integer.toString(depth));
            if (problem.isEmpty()) {
                write(clone.resolve(".git/url-with-user"), url);
            }
            return problem;
        }

        @Override
        public String pull(Path clone) {
            return run("pull", clone, read(clone.resolve(".git/url-with-user")));
        }

        @Override
        public String push(Path clone, String file, String text, String ref) {
            return run("push", clone, read(clone.resolve(".git/url-with-user")), file, text, ref);
        }

        private String run(String what, Path clone, String... more) {
            assumeTrue(missing.isEmpty(), missing);
            List<String> line = new ArrayList<>(command);
            line.addAll(List.of(what, clone.toString()));
            line.addAll(List.of(more));
            Result result = result(folder, line);
            assumeTrue(result.status() != CANT, result.output());
            return result.status() == 0 ? "" : result.output();
        }

        private record Result(int status, String output) {}

        private static Result result(Path folder, List<String> command) {
            try {
                Path log = Files.createTempFile("client", ".log");
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                boolean isDone = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                String output = Files.readString(log);
                Files.delete(log);
                return isDone ? new Result(process.exitValue(), output) : new Result(-1, "did not end: " + output);
            } catch (IOException e) {
                return new Result(-1, String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void write(Path file, String text) {
            try {
                Files.writeString(file, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** JGit, which IDEs and build servers use. */
    record JGit() implements Client {
        @Override
        public String clone(String url, Path folder, int depth) {
            CloneCommand clone = Git.cloneRepository().setURI(withoutUser(url)).setDirectory(folder.toFile());
            clone.setCredentialsProvider(credentials(url));
            if (depth > 0) {
                clone.setDepth(depth);
            }
            try {
                clone.call().close();
                Files.writeString(folder.resolve(".git/url-with-user"), url);
                return "";
            } catch (GitAPIException e) {
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String pull(Path folder) {
            try (Git git = Git.open(folder.toFile())) {
                git.pull().setCredentialsProvider(credentials(folder)).call();
                return "";
            } catch (GitAPIException e) {
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String push(Path folder, String file, String text, String ref) {
            try (Git git = Git.open(folder.toFile())) {
                Files.writeString(folder.resolve(file), text);
                git.add().addFilepattern(file).call();
                git.commit()
                        .setMessage("Write " + file)
                        .setAuthor("J", "j@example.org")
                        .setCommitter("J", "j@example.org")
                        .setSign(false)
                        .call();
                StringBuilder problems = new StringBuilder();
                for (PushResult result : git.push()
                        .setRefSpecs(new RefSpec("HEAD:" + ref))
                        .setCredentialsProvider(credentials(folder))
                        .call()) {
                    for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                        if (update.getStatus() != RemoteRefUpdate.Status.OK) {
                            problems.append(update.getStatus()).append(' ').append(update.getMessage());
                        }
                    }
                }
                return problems.toString();
            } catch (GitAPIException e) {
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static CredentialsProvider credentials(Path folder) throws IOException {
            return credentials(Files.readString(folder.resolve(".git/url-with-user")));
        }

        private static CredentialsProvider credentials(String url) {
            String[] user = url.substring("http://".length(), url.indexOf('@')).split(":", 2);
            return new UsernamePasswordCredentialsProvider(user[0], user[1]);
        }

        private static String withoutUser(String url) {
            return "http://" + url.substring(url.indexOf('@') + 1);
        }

        @Override
        public String toString() {
            return "JGit";
        }
    }
}
