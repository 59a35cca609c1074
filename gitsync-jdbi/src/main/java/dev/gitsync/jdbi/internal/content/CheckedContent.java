package dev.gitsync.jdbi.internal.content;

import dev.gitsync.model.ContentHash;

/** The hash and the size of contents, computed from all of their bytes. */
public record CheckedContent(ContentHash hash, long size) {}
