@NullMarked
package dev.gitsync.ssh.internal.key;

import org.jspecify.annotations.NullMarked;
