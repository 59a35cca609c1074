/**
 * The planner: computes from two trees and the index what must happen to each page. It reads no wiki and writes nothing. Used
 * before a commit.
 */
@NullMarked
package dev.gitsync.internal.plan;

import org.jspecify.annotations.NullMarked;
