/** Many spaces and many replicas on one database: what they cost while nothing happens, and what an edit costs. */
@NullMarked
package dev.gitsync.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
