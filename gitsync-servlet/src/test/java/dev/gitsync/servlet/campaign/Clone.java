package dev.gitsync.servlet.campaign;

import java.io.Closeable;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** The clone of a person who commits to {@code main} of a repository. Not safe for use by several threads. */
interface Clone extends Closeable {
    /** The objects. */
    Repository git();

    /** Returns a branch as it is now, with its objects here; the zero id if there is none. */
    ObjectId branch(String name) throws IOException;

    /** Moves {@code main}. */
    Answer push(ObjectId from, ObjectId to) throws IOException;

    @Override
    void close();

    /** What became of a push. */
    enum Answer {
        DONE,
        REFUSED,
        UNKNOWN
    }
}
