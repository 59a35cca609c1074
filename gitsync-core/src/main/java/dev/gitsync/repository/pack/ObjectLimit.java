package dev.gitsync.repository.pack;

import java.io.IOException;
import org.eclipse.jgit.lib.Config;

/**
 * How many objects a pack may have. JGit makes room for as many as the first twelve bytes of a pack say there are, up to two
 * billion, before it reads any of them; so a store's own {@link org.eclipse.jgit.transport.PackParser} asks here as soon as it
 * is told the number, in {@code onPackHeader}. Safe for use by several threads.
 */
public final class ObjectLimit {
    /** The number, if nobody says another. */
    public static final int DEFAULT_MAX_OBJECTS = 1_000_000;

    private static final String SECTION = "receive";
    private static final String OBJECTS = "maxObjects";

    private ObjectLimit() {}

    /** Says so in the configuration of a repository that is open, and stores nothing. */
    public static void set(Config config, int maxObjects) {
        config.setInt(SECTION, null, OBJECTS, maxObjects);
    }

    /**
     * Asks whether a pack may have so many objects.
     *
     * @param config the configuration of the repository that is to take the pack in
     * @throws ExceededException when it may not
     */
    public static void check(Config config, long objects) throws ExceededException {
        int most = config.getInt(SECTION, null, OBJECTS, DEFAULT_MAX_OBJECTS);
        if (objects > most) {
            throw new ExceededException(objects, most);
        }
    }

    /** A pack says that it has more objects than it may. */
    public static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        ExceededException(long objects, int maxObjects) {
            super("a pack says that it has " + objects + " objects, and may have " + maxObjects);
        }
    }
}
