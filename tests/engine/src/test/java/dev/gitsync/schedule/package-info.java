@NullMarked
package dev.gitsync.schedule;

import org.jspecify.annotations.NullMarked;
