/** Tests of repositories on disk beyond the contract of repository stores. */
@NullMarked
package dev.gitsync.testkit.repository;

import org.jspecify.annotations.NullMarked;
