@NullMarked
package dev.gitsync.servlet.internal.lfs;

import org.jspecify.annotations.NullMarked;
