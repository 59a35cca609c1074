/** The web server and the parts of HTTP that pages and API share. */
@NullMarked
package dev.gitsync.demo.server;

import org.jspecify.annotations.NullMarked;
