/**
 * Receives the pack of a push and checks every new object, so that no ref ever points to an invalid one. Used by pushes, and
 * when {@code main} was moved without one.
 */
@NullMarked
package dev.gitsync.internal.receive;

import org.jspecify.annotations.NullMarked;
