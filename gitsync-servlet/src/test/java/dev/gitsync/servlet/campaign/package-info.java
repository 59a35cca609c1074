@NullMarked
package dev.gitsync.servlet.campaign;

import org.jspecify.annotations.NullMarked;
