/** The web server and what pages and API share. */
@NullMarked
package dev.gitsync.demo.server;

import org.jspecify.annotations.NullMarked;
