package dev.gitsync.internal.attachment;

import dev.gitsync.store.plan.AttachmentName;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A file of the new tree that is an attachment.
 *
 * @param path its path
 * @param blob its content
 * @param place the page to which it belongs, and its path below the folder of that page
 * @param source its path in the old tree, if its folder moved whole
 * @param subject the path in git whose change tells the author
 */
record NewFile(
        String path,
        ObjectId blob,
        AttachmentName place,
        @Nullable String source,
        String subject) {}
