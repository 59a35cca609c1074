package dev.gitsync.internal.jgit;

import java.io.IOException;

/** Makes objects public, durably. */
@FunctionalInterface
interface Publication {
    void publish() throws IOException;
}
