package dev.gitsync.ssh.internal.git;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The streams of a command.
 *
 * @param in what the client sends; reading waits for the client
 * @param out what git reads; writing may wait for the client
 * @param messages what the client shows to the user
 */
public record ClientStreams(InputStream in, OutputStream out, OutputStream messages) {}
