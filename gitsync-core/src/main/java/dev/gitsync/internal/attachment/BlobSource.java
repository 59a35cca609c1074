package dev.gitsync.internal.attachment;

import dev.gitsync.internal.attachment.AttachmentPlan.NewContent;
import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.ContentHash;
import dev.gitsync.store.attachment.ContentSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The contents of a file of a push, as a stream whose reading spends the budget of the push: a push whose client disconnects, or that
 * takes too long, stores nothing more.
 *
 * @param reader reads the blob
 * @param content the contents
 * @param budget the remaining budget of the cycle
 */
public record BlobSource(ObjectReader reader, NewContent content, WorkBudget budget) implements ContentSource {
    @Override
    public ContentHash hash() {
        return content.hash();
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public Optional<String> blob() {
        return Optional.of(content.blob().name());
    }

    @Override
    public InputStream open() throws IOException {
        InputStream in = StreamedBlobs.open(reader, content.blob()).openStream();
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                budget.spend();
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                budget.spend();
                return super.read(buffer, offset, length);
            }
        };
    }
}
