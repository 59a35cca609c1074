@NullMarked
package dev.gitsync.ssh.limits;

import org.jspecify.annotations.NullMarked;
