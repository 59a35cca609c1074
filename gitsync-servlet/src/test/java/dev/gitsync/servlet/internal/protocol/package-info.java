@NullMarked
package dev.gitsync.servlet.internal.protocol;

import org.jspecify.annotations.NullMarked;
