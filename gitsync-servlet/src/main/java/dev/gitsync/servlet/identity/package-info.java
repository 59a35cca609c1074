/**
 * Who is asking, and what they may do: passwords of the wiki, access tokens, and the rights on a space. Implemented by
 * embedders, used by the servlets.
 */
@NullMarked
package dev.gitsync.servlet.identity;

import org.jspecify.annotations.NullMarked;
