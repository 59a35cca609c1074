@NullMarked
package dev.gitsync.servlet.health;

import org.jspecify.annotations.NullMarked;
