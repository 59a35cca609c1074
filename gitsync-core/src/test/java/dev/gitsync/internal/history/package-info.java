@NullMarked
package dev.gitsync.internal.history;

import org.jspecify.annotations.NullMarked;
