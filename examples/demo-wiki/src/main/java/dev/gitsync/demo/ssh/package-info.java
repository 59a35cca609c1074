/** Git over SSH: the server, and its address. */
@NullMarked
package dev.gitsync.demo.ssh;

import org.jspecify.annotations.NullMarked;
