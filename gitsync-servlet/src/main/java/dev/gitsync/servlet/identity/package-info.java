/** Authentication of users and their access to spaces. Embedders implement these interfaces, and the servlets call them. */
@NullMarked
package dev.gitsync.servlet.identity;

import org.jspecify.annotations.NullMarked;
