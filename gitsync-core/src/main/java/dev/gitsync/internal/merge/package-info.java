/** Three-way merging of trees and texts, as objects. */
@NullMarked
package dev.gitsync.internal.merge;

import org.jspecify.annotations.NullMarked;
