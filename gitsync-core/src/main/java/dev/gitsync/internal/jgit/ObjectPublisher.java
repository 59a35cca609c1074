package dev.gitsync.internal.jgit;

import java.io.IOException;

/** Makes objects visible to all readers, durably. */
@FunctionalInterface
interface ObjectPublisher {
    void publish() throws IOException;
}
