/** The seams of mirrors: to the transport that reaches a remote, and to the part of its history that a space is mapped to. */
@NullMarked
package dev.gitsync.internal.mirror;

import org.jspecify.annotations.NullMarked;
