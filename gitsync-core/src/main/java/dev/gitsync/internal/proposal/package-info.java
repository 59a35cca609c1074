/** What a push changes and whether it can be taken: trees compared, names, sizes, links. */
@NullMarked
package dev.gitsync.internal.proposal;

import org.jspecify.annotations.NullMarked;
