/** Permits for what is scarce, shared among users. Knows neither HTTP nor git. */
@NullMarked
package dev.gitsync.servlet.internal.concurrency;

import org.jspecify.annotations.NullMarked;
