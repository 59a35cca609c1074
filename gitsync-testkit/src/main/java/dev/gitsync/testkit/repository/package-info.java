/** The contract of a repository store: refs, packs, objects, and several threads at once. */
@NullMarked
package dev.gitsync.testkit.repository;

import org.jspecify.annotations.NullMarked;
