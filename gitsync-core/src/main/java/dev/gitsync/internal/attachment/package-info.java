/**
 * The contents of attachments on their way between the wiki and the repository. Used by pulls, pushes, repair and verification.
 */
@NullMarked
package dev.gitsync.internal.attachment;

import org.jspecify.annotations.NullMarked;
