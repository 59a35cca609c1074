@NullMarked
package dev.gitsync.examples.articles;

import org.jspecify.annotations.NullMarked;
