/** How git and a space stand, what happened, and the buttons of an operator. */
@NullMarked
package dev.gitsync.demo.web.sync;

import org.jspecify.annotations.NullMarked;
