/** Tests. */
@NullMarked
package dev.gitsync.demo.account;

import org.jspecify.annotations.NullMarked;
