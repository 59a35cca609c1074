/** Gives tests of several modules the parts of the builder that are package-private, such as its clock. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
