@NullMarked
package dev.gitsync.servlet.internal.operations;

import org.jspecify.annotations.NullMarked;
