package dev.gitsync.servlet.campaign;

import java.io.IOException;

/** A person who changes pages, one change at a time. Not safe for use by several threads. */
@FunctionalInterface
interface Participant {
    /** Makes one change, or tries to. */
    void change() throws IOException;
}
