package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.model.ContentHash;

/** An object that a space has. */
record StoredObject(ContentHash hash, long size) {
    /** Returns the entity tag of an object. */
    static String tag(ContentHash hash) {
        return "\"" + hash + "\"";
    }
}
