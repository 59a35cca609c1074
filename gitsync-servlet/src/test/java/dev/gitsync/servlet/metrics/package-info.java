/** Tests of the figures. */
@NullMarked
package dev.gitsync.servlet.metrics;

import org.jspecify.annotations.NullMarked;
