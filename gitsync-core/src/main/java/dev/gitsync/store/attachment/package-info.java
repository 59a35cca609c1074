/**
 * The SPI for the attachments of a wiki: a capability that a {@link dev.gitsync.store.PageStore} may have. Files of a push that are
 * neither pages nor hidden become attachments, and attachments become files. Without it, such files live in git alone.
 */
@NullMarked
package dev.gitsync.store.attachment;

import org.jspecify.annotations.NullMarked;
