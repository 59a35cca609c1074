package dev.gitsync.internal.identity;

import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads files to compare their contents. */
public final class PageTexts {
    /** The minimum similarity: half of the content, as in git's default. */
    static final int SIMILAR = 50;

    private static final int MAX_COMPARED_BYTES = 1 << 20;

    private final ObjectReader reader;
    private final WorkBudget budget;

    public PageTexts(ObjectReader reader, WorkBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    WorkBudget budget() {
        return budget;
    }

    /** Returns the lines of a file; empty if it is longer than {@value #MAX_COMPARED_BYTES} bytes. */
    Optional<LineCounts> lines(ObjectId blob) throws IOException {
        budget.spend();
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        return loader.getSize() > MAX_COMPARED_BYTES
                ? Optional.empty()
                : Optional.of(LineCounts.of(loader.getCachedBytes(MAX_COMPARED_BYTES)));
    }

    /** Returns whether half of the content is the same, if both can be compared. */
    public boolean areSimilar(ObjectId one, ObjectId other) throws IOException {
        Optional<LineCounts> first = lines(one);
        Optional<LineCounts> second = first.isEmpty() ? first : lines(other);
        return second.isPresent() && first.get().similarity(second.get()) >= SIMILAR;
    }
}
