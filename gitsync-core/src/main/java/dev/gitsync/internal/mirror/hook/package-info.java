/** Webhooks of mirrors: which ones are accepted. */
@NullMarked
package dev.gitsync.internal.mirror.hook;

import org.jspecify.annotations.NullMarked;
