@NullMarked
package dev.gitsync.servlet.internal.text;

import org.jspecify.annotations.NullMarked;
