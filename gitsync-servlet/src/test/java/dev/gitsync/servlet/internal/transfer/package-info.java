@NullMarked
package dev.gitsync.servlet.internal.transfer;

import org.jspecify.annotations.NullMarked;
