/** Limits for requests and sign-ins. */
@NullMarked
package dev.gitsync.limits;

import org.jspecify.annotations.NullMarked;
