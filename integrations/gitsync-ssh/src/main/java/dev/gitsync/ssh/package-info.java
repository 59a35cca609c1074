/** Git over SSH: the server, its limits and host keys, and who signs in with which public key. */
@NullMarked
package dev.gitsync.ssh;

import org.jspecify.annotations.NullMarked;
