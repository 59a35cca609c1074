/** What the feed and the index tell about pages without their texts: where each stands and what it is called. */
@NullMarked
package dev.gitsync.internal.outline;

import org.jspecify.annotations.NullMarked;
