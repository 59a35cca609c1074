package dev.gitsync.benchmarks.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Clones, as whoever the URL says, with more options of {@code git clone}, if there are any. */
    public static Clone of(String url, Path folder, String... options) {
        Command.delete(folder);
        List<String> words = new ArrayList<>(List.of("clone", "-q", "-n"));
        words.addAll(List.of(options));
        words.addAll(List.of(url, folder.toString()));
        Command.git(words.toArray(String[]::new)).run();
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
            body.append(modify(path, text));
        }
        commit(body.toString());
    }

    /**
     * A commit with any changes.
     *
     * @param parent what it stands on, as {@code git rev-parse} takes it
     * @param changes in the language of {@code git fast-import}
     */
    public void commit(String message, String parent, String changes) {
        importing("commit refs/heads/main\ncommitter Ada <ada@example.org> " + clock++ + " +0000\ndata "
                + message.length() + "\n" + message + "\nfrom " + id(parent) + "\n" + changes);
    }

    /** The files of the own branch, as {@code git ls-tree} lists them: mode, type, id, a tab, and the path. */
    public List<String> files() {
        return Command.git("ls-tree", "-r", "main").in(folder).run().lines().toList();
    }

    /**
     * What git sends to push the own branch as a dry run: the command, the option, and the pack of what is not in {@code base}. It
     * changes nothing, so it can be sent again and again.
     */
    public byte[] dryRun(String base) {
        String from = id(base);
        String command = from + " " + id("main") + " refs/heads/main\0 report-status side-band-64k push-options";
        Path revisions = folder.resolve("push.revisions");
        Path pack = folder.resolve("push.pack");
        try {
            Files.writeString(revisions, id("main") + "\n^" + from + "\n");
            Command.of("sh", "-c", "git -C '" + folder + "' pack-objects -q --revs --thin --stdout > '" + pack + "'")
                    .reading(revisions)
                    .run();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes((packet(command) + "0000" + packet("gitsync.dry-run") + "0000")
                    .getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(Files.readAllBytes(pack));
            return body.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String packet(String text) {
        return String.format(Locale.ROOT, "%04x%s", text.length() + 4, text);
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

    /**
     * A commit for each text, one on the other, each of which gives the next of these files that text: what somebody wrote
     * before the clock runs.
     *
     * @return the ids of the commits, the first one first
     */
    public List<String> edits(List<String> paths, Iterable<String> texts) {
        StringBuilder stream = new StringBuilder();
        int count = 0;
        for (String text : texts) {
            stream.append(commitOf(modify(paths.get(count % paths.size()), text), count == 0));
            count++;
        }
        importing(stream.toString());
        return Command.git("rev-list", "--reverse", "--first-parent", "-n", String.valueOf(count), "main")
                .in(folder)
                .run()
                .lines()
                .toList();
    }

    private void commit(String body) {
        importing(commitOf(body, true));
    }

    private String commitOf(String body, boolean first) {
        return "commit refs/heads/main\ncommitter Ada <ada@example.org> " + clock++ + " +0000\ndata 4\nedit\n"
                + (first ? "from refs/heads/main^0\n" : "") + body;
    }

    private void importing(String text) {
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

    private static String modify(String path, String text) {
        return "M 100644 inline " + quoted(path) + "\ndata " + text.length() + '\n' + text + '\n';
    }

    private static String quoted(String path) {
        return '"' + path + '"';
    }

    /** {@code git push}, in milliseconds. */
    public double push() {
        return Command.git("push", "-q", "origin", "main").in(folder).millis();
    }

    /** {@code git push} of this commit; whether the server took it. */
    public boolean push(String commit) {
        return Command.git("push", "-q", "origin", commit + ":refs/heads/main")
                .in(folder)
                .succeeds();
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
