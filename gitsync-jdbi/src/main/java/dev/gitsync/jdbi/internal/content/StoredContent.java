package dev.gitsync.jdbi.internal.content;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Complete contents of a space.
 *
 * @param blob the id of the git blob with the same contents; never null if there are no chunks
 */
record StoredContent(UUID id, long size, @Nullable String blob, boolean hasChunks) {}
