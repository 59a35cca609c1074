package dev.gitsync.internal.pages;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;

/** Determines which names every common computer can store, as one entry of a folder. */
public final class PortableNames {
    /** For single names, a checker only reads its own fields. */
    private static final ObjectChecker CHECKER =
            new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);

    private static final int MAX_BYTES = 255;

    private PortableNames() {}

    /** Returns whether a name in a push can be stored everywhere, apart from its length. */
    public static boolean canBeStored(String name) {
        byte[] bytes = Constants.encode(name);
        try {
            CHECKER.checkPathSegment(bytes, 0, bytes.length);
            return true;
        } catch (CorruptObjectException e) {
            return false;
        }
    }

    /** Returns whether a name of the wiki can be stored everywhere as it is: it is short enough, and UTF-8 can represent it. */
    public static boolean isSafe(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MAX_BYTES
                && name.indexOf('\uFFFD') < 0
                && name.equals(new String(bytes, StandardCharsets.UTF_8))
                && canBeStored(name);
    }
}
