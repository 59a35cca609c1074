/**
 * The octets of a request and an answer, without any git: paths as they came, bodies that are neither too long nor too slow,
 * text that may go into a log, JSON. Not for use outside of this module.
 */
@NullMarked
package dev.gitsync.servlet.internal.wire;

import org.jspecify.annotations.NullMarked;
