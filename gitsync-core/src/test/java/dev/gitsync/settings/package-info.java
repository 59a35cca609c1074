@NullMarked
package dev.gitsync.settings;

import org.jspecify.annotations.NullMarked;
