/** Webhooks of mirrors: who sent one, and what the sender is told. */
@NullMarked
package dev.gitsync.servlet.internal.hooks;

import org.jspecify.annotations.NullMarked;
