package dev.gitsync.internal.mirror.folder;

import org.eclipse.jgit.lib.ObjectId;

/** One entry of a tree, and the bytes {@code [from, to)} that it takes. */
record TreeEntry(boolean isFolder, ObjectId id, int from, int to) {}
