@NullMarked
package dev.gitsync.redis;

import org.jspecify.annotations.NullMarked;
