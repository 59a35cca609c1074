/** Budgets of cycles. */
@NullMarked
package dev.gitsync.internal.work;

import org.jspecify.annotations.NullMarked;
