/** Tests of the parts that pages and API share. */
@NullMarked
package dev.gitsync.demo.server;

import org.jspecify.annotations.NullMarked;
