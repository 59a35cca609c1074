package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;

/** Commits as people see them. */
public final class Commits {
    private static final int SHORT_ID = 7;

    private Commits() {}

    /** The beginning of a commit id, with the whole of it for whoever points at it. */
    public static Html id(String commit) {
        return Html.of("<code class=\"commit\" title=\"{}\">{}</code>", commit, shortId(commit));
    }

    /** The beginning of a commit id. */
    public static String shortId(String commit) {
        return commit.substring(0, Math.min(SHORT_ID, commit.length()));
    }
}
