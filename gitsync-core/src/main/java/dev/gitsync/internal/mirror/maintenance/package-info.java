/** The own repositories of mirrors that map a folder: their maintenance, and their removal after that of the mirror. */
@NullMarked
package dev.gitsync.internal.mirror.maintenance;

import org.jspecify.annotations.NullMarked;
