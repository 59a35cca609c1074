/** The JSON API. */
@NullMarked
package dev.gitsync.demo.api;

import org.jspecify.annotations.NullMarked;
