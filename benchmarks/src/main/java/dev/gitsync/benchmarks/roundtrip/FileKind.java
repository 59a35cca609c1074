package dev.gitsync.benchmarks.roundtrip;

import org.eclipse.jgit.lib.FileMode;

/** What the documentation says of a file of a repository: docs/files.md and docs/pages-and-files.md. */
enum FileKind {
    PAGE,
    ATTACHMENT,
    HIDDEN,
    LINK;

    static FileKind of(FileMode mode, String path) {
        if (path.startsWith(".") || path.contains("/.")) {
            return HIDDEN;
        } else if (mode == FileMode.SYMLINK || mode == FileMode.GITLINK) {
            return LINK;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(".md") && name.length() > 3 ? PAGE : ATTACHMENT;
    }
}
