@NullMarked
package dev.gitsync.examples.embedding.markup;

import org.jspecify.annotations.NullMarked;
