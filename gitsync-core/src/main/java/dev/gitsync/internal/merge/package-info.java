/** Merges trees and texts three-way, as objects and without a working tree. Used by pushes and by reconciliation. */
@NullMarked
package dev.gitsync.internal.merge;

import org.jspecify.annotations.NullMarked;
