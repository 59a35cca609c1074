/** Limits for requests and sign-ins. */
@NullMarked
package dev.gitsync.servlet.limits;

import org.jspecify.annotations.NullMarked;
