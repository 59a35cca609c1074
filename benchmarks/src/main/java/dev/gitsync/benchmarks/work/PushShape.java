package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A kind of push. Its changes are in the language of {@code git fast-import}.
 *
 * @param name what it does
 * @param message of its commit
 * @param before what is pushed before it; empty if nothing is
 * @param after what it changes
 */
record PushShape(String name, String message, Changes before, Changes after) {
    /** A commit may have 1 MiB, its headers included. */
    private static final int BIG_MESSAGE = (1 << 20) - 500;

    private static final int PAGES_OF_A_FOLDER = 10;

    /** Changes to what is in a folder of the space. */
    interface Changes {
        String in(String folder);
    }

    /** New pages, ten below each of their parents, as people write them. */
    static PushShape ordinary(int pages) {
        return coming(
                pages + " ordinary pages",
                pages,
                i -> i % PAGES_OF_A_FOLDER == 0
                        ? "p" + i + ".md"
                        : "p" + (i - i % PAGES_OF_A_FOLDER) + "/p" + i + ".md");
    }

    /** The shapes whose cost once grew faster than the change. */
    static List<PushShape> heavy(int size) {
        return List.of(
                siblings(size),
                identicalFolders(size),
                renamedFolders(size),
                exchange(size),
                oneBlob(size),
                bigMessage(size));
    }

    static PushShape siblings(int size) {
        return coming(size + " sibling folders", size, i -> "f" + i + "/page.md");
    }

    static PushShape bigMessage(int size) {
        PushShape pages = coming("", size, i -> "p" + i + ".md");
        return new PushShape(
                "a message of 1 MiB on " + size + " pages", "m".repeat(BIG_MESSAGE), pages.before, pages.after);
    }

    private static PushShape identicalFolders(int size) {
        return new PushShape(
                size + " identical folders that move",
                "move",
                folder -> each(size, i -> file(folder + "/old/f" + i + "/page.md", "the same\n")),
                folder -> each(size, i -> move(folder + "/old/f" + i, folder + "/new/g" + i)));
    }

    private static PushShape renamedFolders(int size) {
        return new PushShape(
                size + " renamed folders",
                "rename",
                folder -> each(size, i -> file(folder + "/f" + i + "/page.md", text(i))),
                folder -> each(size, i -> move(folder + "/f" + i, folder + "/g" + i)));
    }

    private static PushShape exchange(int size) {
        return new PushShape(
                size + " pages that exchange their texts",
                "exchange",
                folder -> each(size, i -> file(folder + "/p" + i + ".md", text(i))),
                folder -> each(size, i -> file(folder + "/p" + i + ".md", text((i + 1) % size))));
    }

    private static PushShape oneBlob(int size) {
        return new PushShape(
                size + " renamed pages of one content",
                "rename",
                folder -> each(size, i -> file(folder + "/p" + i + ".md", "the same\n")),
                folder -> each(size, i -> move(folder + "/p" + i + ".md", folder + "/q" + i + ".md")));
    }

    private static PushShape coming(String name, int size, IntFunction<String> paths) {
        return new PushShape(
                name, "add", folder -> "", folder -> each(size, i -> file(folder + "/" + paths.apply(i), text(i))));
    }

    /** Pushes what comes before it, commits it, and pushes it, in milliseconds. */
    double push(Clone clone, String folder) {
        String first = before.in(folder);
        if (!first.isEmpty()) {
            clone.commit("before", "main", first);
            clone.push();
        }
        clone.commit(message, "main", after.in(folder));
        return clone.push();
    }

    /** The change that writes a file. */
    static String file(String path, String text) {
        return "M 100644 inline \"" + path + "\"\ndata " + text.length() + '\n' + text + '\n';
    }

    private static String move(String from, String to) {
        return "R \"" + from + "\" \"" + to + "\"\n";
    }

    private static String text(int number) {
        return "page " + number + "\n";
    }

    private static String each(int size, IntFunction<String> change) {
        return IntStream.range(0, size).mapToObj(change).collect(Collectors.joining());
    }
}
