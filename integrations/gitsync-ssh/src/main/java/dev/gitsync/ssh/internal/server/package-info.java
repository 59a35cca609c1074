/** The server: connections, algorithms, sign-ins, channels and commands, on Apache MINA SSHD. */
@NullMarked
package dev.gitsync.ssh.internal.server;

import org.jspecify.annotations.NullMarked;
