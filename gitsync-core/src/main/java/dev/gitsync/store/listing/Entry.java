package dev.gitsync.store.listing;

import dev.gitsync.model.Change;

/** A change and its place in the feed, counted from 1. */
record Entry(long position, Change change) {}
