package dev.gitsync.internal.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Upload");

    @Test
    void batchEndsAfterTheAttachmentThatExceedsItsBytes() {
        assertThat(BatchReader.fitting(changes(10, 10, 10, 10), 25)).isEqualTo(3);
        assertThat(BatchReader.fitting(changes(10, 10, 10, 10), 20)).isEqualTo(2);
        assertThat(BatchReader.fitting(changes(10, 10, 10, 10), 40)).isEqualTo(4);
        assertThat(BatchReader.fitting(changes(10, 10, 10, 10), 41)).isEqualTo(4);
    }

    @Test
    void batchHasAtLeastOneChange() {
        assertThat(BatchReader.fitting(changes(4L << 30, 1), 1)).isEqualTo(1);
        assertThat(BatchReader.fitting(changes(1, 1), 0)).isEqualTo(1);
        assertThat(BatchReader.fitting(changes(1, 1), -1)).isEqualTo(1);
        assertThat(BatchReader.fitting(List.of(), 0)).isZero();
    }

    @Test
    void deletionsHaveNoBytes() {
        List<Change> changes = new ArrayList<>(changes(10));
        for (int i = 0; i < 400; i++) {
            changes.add(new Tombstone(new PageId("page-" + i), 2, ADA));
        }
        changes.addAll(changes(10, 10));
        assertThat(BatchReader.fitting(changes, 20)).isEqualTo(402);
    }

    private static List<Change> changes(long... sizes) {
        List<Change> changes = new ArrayList<>();
        for (long size : sizes) {
            AttachmentContent content = new AttachmentContent(null, "file", new ContentHash("0".repeat(64)), size);
            changes.add(new AttachmentRevision(new PageId("file-" + changes.size()), 1, content, ADA));
        }
        return changes;
    }
}
