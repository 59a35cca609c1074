/** The credentials that a request carries. */
@NullMarked
package dev.gitsync.servlet.internal.credentials;

import org.jspecify.annotations.NullMarked;
