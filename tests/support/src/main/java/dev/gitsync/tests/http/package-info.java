/** Requests and packs with exactly the given bytes, which no client of git would send. */
@NullMarked
package dev.gitsync.tests.http;

import org.jspecify.annotations.NullMarked;
