/** Looks at the objects of a push before anything is planned, so that nothing ill-formed ever comes to stand behind a ref. */
@NullMarked
package dev.gitsync.internal.receive;

import org.jspecify.annotations.NullMarked;
