/** Tests of how the demo brings its database up to date. */
@NullMarked
package dev.gitsync.demo.storage;

import org.jspecify.annotations.NullMarked;
