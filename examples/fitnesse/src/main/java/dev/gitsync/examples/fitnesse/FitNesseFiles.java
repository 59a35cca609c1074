package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.listing.AttachmentListing;
import dev.gitsync.store.listing.ListedAttachment;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists and writes the files of FitNesse for gitsync. They are outside of pages, and have neither ids nor versions: gitsync knows a file
 * by its name, and by its contents when it was renamed. Every call runs within {@link GuardedVersions#quietly}. Thread-safe.
 */
final class FitNesseFiles implements AttachmentListing {
    private static final WriteOutcome DONE = new WriteOutcome.Done();
    private static final WriteOutcome CHANGED = new WriteOutcome.Changed();

    private final GuardedVersions versions;
    private final Function<Space, Optional<SpaceFiles>> files;

    /**
     * Reads and writes files.
     *
     * @param files returns the files of a space, if it is the one that has them
     */
    FitNesseFiles(GuardedVersions versions, Function<Space, Optional<SpaceFiles>> files) {
        this.versions = versions;
        this.files = files;
    }

    List<ListedAttachment> list(Space space) {
        return files.apply(space).map(SpaceFiles::list).orElseGet(List::of);
    }

    @Override
    public InputStream open(Space space, ListedAttachment attachment) throws IOException {
        return files.apply(space)
                .orElseThrow(() -> new FileNotFoundException("The space has no files"))
                .open(attachment.name().name());
    }

    @Override
    public WriteOutcome put(Space space, AttachmentWrite write, Signature by) throws IOException {
        Optional<SpaceFiles> found = files.apply(space);
        if (found.isEmpty()) {
            return new WriteOutcome.Refused("The files of FitNesse belong to the space that begins at its root page.");
        }
        return write(() -> put(found.get(), write));
    }

    private static WriteOutcome put(SpaceFiles at, AttachmentWrite write) throws IOException {
        @Nullable AttachmentContent expected = write.expected();
        String to = write.content().name();
        boolean isSamePlace = expected != null && expected.name().equals(to);
        if ((expected != null && !at.isAt(expected)) || (!isSamePlace && at.exists(to))) {
            return CHANGED;
        }
        if (expected != null && write.isMove()) {
            at.move(expected.name(), to);
            return DONE;
        }
        at.write(to, write.source());
        if (expected != null && !isSamePlace) {
            at.delete(expected.name());
        }
        return DONE;
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, AttachmentContent expected, Signature by) {
        return files.apply(space).map(at -> write(() -> delete(at, expected))).orElse(DONE);
    }

    private static WriteOutcome delete(SpaceFiles at, AttachmentContent expected) throws IOException {
        if (!at.exists(expected.name())) {
            return DONE;
        }
        if (!at.isAt(expected)) {
            return CHANGED;
        }
        at.delete(expected.name());
        return DONE;
    }

    @Override
    public Optional<String> rejection(AttachmentContent content) {
        return SpaceFiles.objection(content);
    }

    private WriteOutcome write(FileWork work) {
        Supplier<WriteOutcome> quiet = () -> {
            try {
                return work.run();
            } catch (IOException e) {
                throw new StoreException("A file of FitNesse can't be written", e);
            }
        };
        try {
            return versions.quietly(quiet);
        } catch (RuleException e) {
            return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** Work on files, which may fail. */
    private interface FileWork {
        WriteOutcome run() throws IOException;
    }
}
