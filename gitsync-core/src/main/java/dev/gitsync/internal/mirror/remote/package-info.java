/** The remotes of mirrors, over HTTP and SSH. */
@NullMarked
package dev.gitsync.internal.mirror.remote;

import org.jspecify.annotations.NullMarked;
