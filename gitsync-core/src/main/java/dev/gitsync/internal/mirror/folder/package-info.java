/**
 * Mirrors of a folder of the remote: translates the remote's history to that of the folder, and the wiki's commits to commits of the
 * remote.
 */
@NullMarked
package dev.gitsync.internal.mirror.folder;

import org.jspecify.annotations.NullMarked;
