package dev.gitsync.store.listing;

/** A snapshot and the version under which the memory has it. */
record Kept(String version, Snapshot snapshot) {}
