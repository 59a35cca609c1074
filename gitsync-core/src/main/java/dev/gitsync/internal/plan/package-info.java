/**
 * The planner: computes from two trees and the index the changes to each page. It does not read the wiki and writes nothing. Used
 * before a commit.
 */
@NullMarked
package dev.gitsync.internal.plan;

import org.jspecify.annotations.NullMarked;
