package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import java.nio.file.Path;

/** How images are committed, pushed and cloned. The two sides differ only in where the objects of Git LFS are. */
interface ImageClient {
    /** Makes an empty repository with a working tree. */
    default void init(Path work) {
        Command.git("init", "-q", "-b", "main", work.toString()).run();
    }

    /** Commits all files. */
    default void commit(Path work) {
        git("add", ".").in(work).run();
        git("commit", "-q", "-m", "Add images").in(work).run();
    }

    /** Git, as this client is configured. */
    Command git(String... words);

    /** What the other side is. */
    String other();

    /** Pushes to our side. */
    default double push(Path work, String url) {
        return git("push", "-q", url, "main").in(work).millis();
    }

    /** Pushes to the other side. */
    default double pushBeside(Path work, String url) {
        return push(work, url);
    }

    /** Clones from our side with the checkout, and deletes the clone. */
    default double clone(String url, Path folder) {
        return timed(git("clone", "-q", url, folder.toString()), folder);
    }

    /** Clones from the other side with the checkout, and deletes the clone. */
    default double cloneBeside(String url, Path folder) {
        return clone(url, folder);
    }

    /** Runs a command that makes a folder, and deletes that folder. */
    static double timed(Command command, Path folder) {
        double took = command.millis();
        Command.delete(folder);
        return took;
    }
}
