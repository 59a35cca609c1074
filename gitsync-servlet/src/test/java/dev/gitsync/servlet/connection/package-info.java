@NullMarked
package dev.gitsync.servlet.connection;

import org.jspecify.annotations.NullMarked;
