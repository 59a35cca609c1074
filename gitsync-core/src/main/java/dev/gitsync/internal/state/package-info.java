/** What the repository of a space remembers between cycles, its refs and index, and what every cycle works with. */
@NullMarked
package dev.gitsync.internal.state;

import org.jspecify.annotations.NullMarked;
