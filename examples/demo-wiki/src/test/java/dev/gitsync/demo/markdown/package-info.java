/** Tests of the Markdown renderer. */
@NullMarked
package dev.gitsync.demo.markdown;

import org.jspecify.annotations.NullMarked;
