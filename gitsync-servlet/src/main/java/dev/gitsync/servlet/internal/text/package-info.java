/** JSON, URL paths and text for log messages. */
@NullMarked
package dev.gitsync.servlet.internal.text;

import org.jspecify.annotations.NullMarked;
