/** HTML that can't forget to escape, and Markdown that can't bring script in. */
@NullMarked
package dev.gitsync.demo.html;

import org.jspecify.annotations.NullMarked;
