/** The endpoints for operators: health, status and operations on a space, as JSON. */
@NullMarked
package dev.gitsync.servlet.internal.operations;

import org.jspecify.annotations.NullMarked;
