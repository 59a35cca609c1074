package dev.gitsync.servlet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** A program that people have for git, as far as {@link ClientMatrixTest} uses it. Each answers what went wrong, or nothing. */
interface Client {
    /** Clones to a folder, with the whole history if {@code depth} is 0. */
    String clone(String url, Path folder, int depth);

    /** Takes what is new and moves the branch there. */
    String pull(Path folder);

    /** Commits a file and pushes it to {@code ref}. */
    String push(Path folder, String file, String text, String ref);

    /** The git of this machine, with settings of its own. */
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
     * isomorphic-git, as editors in browsers have it.
     *
     * @param packages where npm has installed it
     * @param missing why it could not, or nothing
     */
    record Isomorphic(Path packages, String missing) implements Client {
        private static final long PATIENCE_SECONDS = 60;

        /** The client. Where this machine has no Node.js, or npm can't get the package, tests with it are skipped. */
        static Client install(Path folder) {
            return new Isomorphic(folder, problemWith(folder));
        }

        private static String problemWith(Path folder) {
            try {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve("package.json"), "{}");
                Process npm = new ProcessBuilder(
                                "npm", "install", "--silent", "--no-audit", "--no-fund", "isomorphic-git@1.44.17")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("npm.log").toFile())
                        .start();
                boolean isThere = npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && npm.exitValue() == 0;
                npm.destroyForcibly();
                return isThere ? "" : "npm could not install it: " + Files.readString(folder.resolve("npm.log"));
            } catch (IOException e) {
                return "npm could not be run: " + e.getMessage();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "npm was interrupted";
            }
        }

        @Override
        public String clone(String url, Path folder, int depth) {
            String problem = run("clone", folder, url, Integer.toString(depth));
            if (problem.isEmpty()) {
                write(folder.resolve(".git/url-with-user"), url);
            }
            return problem;
        }

        @Override
        public String pull(Path folder) {
            return run("pull", folder, read(folder.resolve(".git/url-with-user")));
        }

        @Override
        public String push(Path folder, String file, String text, String ref) {
            return run("push", folder, read(folder.resolve(".git/url-with-user")), file, text, ref);
        }

        private String run(String command, Path folder, String... more) {
            assumeTrue(missing.isEmpty(), missing);
            List<String> line = new ArrayList<>(List.of("node", script().toString(), command, folder.toString()));
            line.addAll(List.of(more));
            try {
                Path log = Files.createTempFile("isomorphic", ".log");
                Process process = new ProcessBuilder(line)
                        .directory(packages.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end");
                }
                String output = Files.readString(log);
                Files.delete(log);
                return process.exitValue() == 0 ? "" : output;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        private static Path script() {
            return Path.of("src/test/resources/clients/isomorphic.mjs").toAbsolutePath();
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
            return "isomorphic-git";
        }
    }

    /** JGit, as IDEs and build servers have it. */
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
