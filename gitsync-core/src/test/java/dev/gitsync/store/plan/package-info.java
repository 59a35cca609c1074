/** The rules of a plan, without a store. */
@NullMarked
package dev.gitsync.store.plan;

import org.jspecify.annotations.NullMarked;
