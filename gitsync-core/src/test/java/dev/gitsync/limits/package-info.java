@NullMarked
package dev.gitsync.limits;

import org.jspecify.annotations.NullMarked;
