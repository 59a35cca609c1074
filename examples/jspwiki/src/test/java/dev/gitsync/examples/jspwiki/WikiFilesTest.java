package dev.gitsync.examples.jspwiki;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.AttachmentContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract for attachments with those of JSPWiki. */
final class WikiFilesTest extends AttachmentContract {
    private final EngineSpaces spaces;

    WikiFilesTest(@TempDir Path folder) {
        spaces = new EngineSpaces(folder);
    }

    @Override
    protected PageStore store() {
        return spaces.store();
    }

    @Override
    protected Space newSpace() {
        return spaces.add();
    }

    @Override
    protected Set<AttachmentContract.Limit> attachmentLimits() {
        return Set.of(
                AttachmentContract.Limit.NOT_AT_THE_SPACE,
                AttachmentContract.Limit.NAMES_ARE_FLAT,
                AttachmentContract.Limit.NAMES_ARE_RESTRICTED);
    }

    /** {@code ListingContentsContract} tests that contents are removed. */
    @Override
    protected boolean collectContents(Space space, Duration later) {
        return false;
    }
}
