@NullMarked
package dev.gitsync.servlet.internal.concurrency;

import org.jspecify.annotations.NullMarked;
