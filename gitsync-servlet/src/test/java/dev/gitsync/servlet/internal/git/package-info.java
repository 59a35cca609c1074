@NullMarked
package dev.gitsync.servlet.internal.git;

import org.jspecify.annotations.NullMarked;
