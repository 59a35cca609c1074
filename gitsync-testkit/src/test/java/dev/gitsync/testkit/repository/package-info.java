/** Tests of the counting and the faulty git storage. */
@NullMarked
package dev.gitsync.testkit.repository;

import org.jspecify.annotations.NullMarked;
