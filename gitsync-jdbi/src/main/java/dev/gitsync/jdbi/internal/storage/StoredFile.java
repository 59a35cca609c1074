package dev.gitsync.jdbi.internal.storage;

/**
 * A file of a pack.
 *
 * @param size its length, in bytes
 * @param blockSize how JGit aligned it, in bytes; 0 if it did not
 */
public record StoredFile(long size, int blockSize) {}
