/** What a command does: fetches and pushes over the streams of a channel. Knows git, not SSH. */
@NullMarked
package dev.gitsync.ssh.internal.git;

import org.jspecify.annotations.NullMarked;
