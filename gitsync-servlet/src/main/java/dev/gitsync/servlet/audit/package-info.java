/** Who did what, when, and from where: for a trail that operators keep, and for metrics. */
@NullMarked
package dev.gitsync.servlet.audit;

import org.jspecify.annotations.NullMarked;
