/** OpenSSH's client, for tests of servers for SSH. */
@NullMarked
package dev.gitsync.tests.ssh;

import org.jspecify.annotations.NullMarked;
