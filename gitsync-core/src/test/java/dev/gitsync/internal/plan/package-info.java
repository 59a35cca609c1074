/** What a push means, without a wiki and without a network. */
@NullMarked
package dev.gitsync.internal.plan;

import org.jspecify.annotations.NullMarked;
