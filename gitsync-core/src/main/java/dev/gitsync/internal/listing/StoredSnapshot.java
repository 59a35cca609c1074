package dev.gitsync.internal.listing;

/** A snapshot and the version under which the memory stores it. */
public record StoredSnapshot(String version, Snapshot snapshot) {}
