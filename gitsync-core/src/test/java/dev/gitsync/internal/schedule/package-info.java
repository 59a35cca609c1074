@NullMarked
package dev.gitsync.internal.schedule;

import org.jspecify.annotations.NullMarked;
