/**
 * The contract of a repository store: refs, packs, objects, and several threads at once. Extended by the tests of each
 * adapter.
 */
@NullMarked
package dev.gitsync.testkit.repository;

import org.jspecify.annotations.NullMarked;
