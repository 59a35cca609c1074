@NullMarked
package dev.gitsync.markdown.codec;

import org.jspecify.annotations.NullMarked;
