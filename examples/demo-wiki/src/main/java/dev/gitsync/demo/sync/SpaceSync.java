package dev.gitsync.demo.sync;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.VerifyReport;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** What the demo asks about the repository of a space. Safe for use by several threads. */
public interface SpaceSync {
    /**
     * The path of the file of each page, or of the folder of a page without a text; pages without a path are left out, and
     * all of them while the repository can't be reached. Never throws for that.
     */
    Map<PageId, String> paths(Space space, Collection<PageId> pages);

    /**
     * The path of a page that was saved just now, as far as it is known without waiting for anybody; empty while somebody else
     * is at work on the space. Never throws.
     */
    Optional<String> pathNow(Space space, PageId page);

    /** The live page whose file or folder has this path. */
    Optional<PageId> pageAt(Space space, String path);

    /** The bytes of a file in {@code main} that is not larger than {@code maxBytes}. */
    Optional<byte[]> file(Space space, String path, int maxBytes);

    /** Where the space stands, if it takes part in git. */
    Optional<SpaceStatus> status(SpaceId space);

    /** Proves that {@code main} is the wiki. */
    VerifyReport verify(SpaceId space);
}
