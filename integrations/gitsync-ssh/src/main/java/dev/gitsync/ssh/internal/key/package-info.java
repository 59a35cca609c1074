/** Ed25519 with the JDK alone, and conversions of keys. */
@NullMarked
package dev.gitsync.ssh.internal.key;

import org.jspecify.annotations.NullMarked;
