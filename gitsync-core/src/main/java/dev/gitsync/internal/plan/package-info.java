/** The planner: from two trees and the index to what must happen to which page. */
@NullMarked
package dev.gitsync.internal.plan;

import org.jspecify.annotations.NullMarked;
