/**
 * Git's protocol as a client, versions 0 and 2. JGit parses and writes the packs. Its own client is not used: it reads configuration
 * files of the user, does not limit what a server sends, and reads the whole tree of a space to push one commit.
 */
@NullMarked
package dev.gitsync.internal.mirror.remote.protocol;

import org.jspecify.annotations.NullMarked;
