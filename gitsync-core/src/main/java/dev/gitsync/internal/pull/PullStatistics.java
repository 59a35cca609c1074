package dev.gitsync.internal.pull;

import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport.PageFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The work that a pull has done so far. */
public final class PullStatistics {
    private static final int MOST_OUTDATED = 100;

    private long changes;
    private long bytes;
    private int commits;
    private int written;
    private int deleted;
    private List<PageFailure> failed = List.of();
    private final Set<PageId> outdated = new HashSet<>();

    /** Counts a change that was read and not imported. */
    void read() {
        changes++;
    }

    public void add(Change change, boolean isNew) {
        changes++;
        if (isNew) {
            bytes += BatchReader.bytes(change);
            written += change instanceof Tombstone ? 0 : 1;
            deleted += change instanceof Tombstone ? 1 : 0;
        }
    }

    /** Counts a change whose version is older than that in the index. */
    void addOutdated(PageId page) {
        if (outdated.size() < MOST_OUTDATED) {
            outdated.add(page);
        }
    }

    void addCommits(int more) {
        commits += more;
    }

    public void add(PullStatistics more) {
        changes += more.changes;
        bytes += more.bytes;
        commits += more.commits;
        written += more.written;
        deleted += more.deleted;
        failed = more.failed;
        more.outdated.forEach(this::addOutdated);
    }

    public void failed(List<FailedPage> pages) {
        failed = pages.stream()
                .map(page -> new PageFailure(page.id(), page.version(), page.reason()))
                .toList();
    }

    Set<PageId> outdated() {
        return outdated;
    }

    public long changes() {
        return changes;
    }

    /** Returns the size of the attachments that were imported, in bytes. */
    long bytes() {
        return bytes;
    }

    public int commits() {
        return commits;
    }

    public int written() {
        return written;
    }

    public int deleted() {
        return deleted;
    }

    public List<PageFailure> failed() {
        return failed;
    }
}
