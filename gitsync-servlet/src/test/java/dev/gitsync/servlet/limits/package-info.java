@NullMarked
package dev.gitsync.servlet.limits;

import org.jspecify.annotations.NullMarked;
