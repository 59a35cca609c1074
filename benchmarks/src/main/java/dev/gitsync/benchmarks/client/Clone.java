package dev.gitsync.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Somebody's clone, without a working tree: what is timed is git's talk with the server, not the checkout. Commits are made
 * with {@code git fast-import}, which no measurement includes. For one thread.
 */
public final class Clone {
    private final Path folder;
    private final Path stream;
    private long clock = 1_800_000_000;

    private Clone(Path folder) {
        this.folder = folder;
        this.stream = folder.resolve("commit.stream");
    }

    /** Clones, as whoever the URL says. */
    public static Clone of(String url, Path folder) {
        Command.delete(folder);
        Command.git("clone", "-q", "-n", url, folder.toString()).run();
        return new Clone(folder);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** A commit that gives each of these files another text. */
    public void edit(Iterable<String> paths, String text) {
        StringBuilder body = new StringBuilder();
        for (String path : paths) {
            body.append("M 100644 inline ")
                    .append(quoted(path))
                    .append("\ndata ")
                    .append(text.length())
                    .append('\n')
                    .append(text)
                    .append('\n');
        }
        commit(body.toString());
    }

    /** A commit that moves files or folders. */
    public void move(String[]... fromTo) {
        StringBuilder body = new StringBuilder();
        for (String[] move : fromTo) {
            body.append("R ")
                    .append(quoted(move[0]))
                    .append(' ')
                    .append(quoted(move[1]))
                    .append('\n');
        }
        commit(body.toString());
    }

    private void commit(String body) {
        String text = "commit refs/heads/main\ncommitter Ada <ada@example.org> " + clock++ + " +0000\ndata 4\nedit\n"
                + "from refs/heads/main^0\n" + body;
        try {
            Files.writeString(stream, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Command.git("fast-import", "--quiet", "--force")
                .in(folder)
                .reading(stream)
                .run();
    }

    private static String quoted(String path) {
        return '"' + path + '"';
    }

    /** {@code git push}, in milliseconds. */
    public double push() {
        return Command.git("push", "-q", "origin", "main").in(folder).millis();
    }

    /** {@code git fetch}, in milliseconds. */
    public double fetch() {
        return Command.git("fetch", "-q", "origin").in(folder).millis();
    }

    /** Fetches, and puts the own branch where the server's is. */
    public void catchUp() {
        fetch();
        Command.git("update-ref", "refs/heads/main", "refs/remotes/origin/main")
                .in(folder)
                .run();
    }

    /** The id that a ref stands at. */
    public String id(String ref) {
        return Command.git("rev-parse", ref).in(folder).run().strip();
    }

    /** The paths of files, every {@code step}-th of them. */
    public List<String> paths(int step) {
        List<String> all = Command.git("ls-tree", "-r", "--name-only", "main")
                .in(folder)
                .run()
                .lines()
                .toList();
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }
}
