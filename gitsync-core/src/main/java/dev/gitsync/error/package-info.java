/**
 * The exceptions of gitsync, named by who can fix the cause: the caller, the operator or the storage. Every module throws
 * them.
 */
@NullMarked
package dev.gitsync.error;

import org.jspecify.annotations.NullMarked;
