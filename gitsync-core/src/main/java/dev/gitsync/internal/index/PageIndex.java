package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages of an index, as far as its attachments need them. */
interface PageIndex {
    /** Returns the live page whose file or folder is at exactly this path, given without file extension. */
    Optional<IndexedPage> at(String path) throws IOException;

    /** Returns the path of the folder that contains the children of {@code place}, or the root. */
    String folder(@Nullable PageId place) throws IOException;

    /** Tells that a page or an attachment will come, go, or get another place, name or form. */
    void changing(PageId id) throws IOException;

    /** Returns the data about the space as a whole. */
    IndexHead head();
}
