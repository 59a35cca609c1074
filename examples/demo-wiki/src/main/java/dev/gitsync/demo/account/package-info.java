/** Who may come in, and what they may do. */
@NullMarked
package dev.gitsync.demo.account;

import org.jspecify.annotations.NullMarked;
