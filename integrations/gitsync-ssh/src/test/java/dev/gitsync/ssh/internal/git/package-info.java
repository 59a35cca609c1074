@NullMarked
package dev.gitsync.ssh.internal.git;

import org.jspecify.annotations.NullMarked;
