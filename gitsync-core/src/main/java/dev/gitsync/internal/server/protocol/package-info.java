/** The packet lines of a git request, checked before JGit reads them. */
@NullMarked
package dev.gitsync.internal.server.protocol;

import org.jspecify.annotations.NullMarked;
