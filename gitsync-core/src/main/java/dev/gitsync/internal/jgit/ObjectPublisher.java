package dev.gitsync.internal.jgit;

import java.io.IOException;

/** Makes objects public, durably. */
@FunctionalInterface
interface ObjectPublisher {
    void publish() throws IOException;
}
