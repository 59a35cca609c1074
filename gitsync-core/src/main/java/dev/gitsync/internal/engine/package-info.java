/** The entrance: every operation of a space, under its lease, with every failure turned into a report. */
@NullMarked
package dev.gitsync.internal.engine;

import org.jspecify.annotations.NullMarked;
