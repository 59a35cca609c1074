package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;

/** A change and its position in the feed, counted from 1. */
public record FeedEntry(long position, Change change) {}
