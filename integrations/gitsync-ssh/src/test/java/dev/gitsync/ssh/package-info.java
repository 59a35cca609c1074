@NullMarked
package dev.gitsync.ssh;

import org.jspecify.annotations.NullMarked;
