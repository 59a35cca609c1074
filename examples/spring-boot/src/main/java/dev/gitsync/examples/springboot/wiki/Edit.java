package dev.gitsync.examples.springboot.wiki;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** Who changed an article, when and why. */
@Embeddable
@Audited
@SuppressWarnings("NullAway.Init") // JPA sets the fields.
public class Edit {
    @Column(name = "edited_by")
    private String author;

    @Column(name = "edited_at")
    private Instant time;

    @Column(name = "edit_comment")
    private String comment;

    // Added for gitsync: null for an edit in the browser.
    private @Nullable String authorEmail;
    private @Nullable String gitCommit;
    private @Nullable String gitPush;

    /** For JPA. */
    protected Edit() {}

    /** Creates an edit in the browser. */
    public Edit(String author, Instant time, String comment) {
        this.author = author;
        this.time = time;
        this.comment = comment;
    }

    /** Returns this edit as one that was pushed. */
    public Edit pushed(String email, @Nullable String commit, @Nullable String push) {
        Edit edit = new Edit(author, time, comment);
        edit.authorEmail = email;
        edit.gitCommit = commit;
        edit.gitPush = push;
        return edit;
    }

    /** Returns the name of the author. */
    public String author() {
        return author;
    }

    /** Returns the time. */
    public Instant time() {
        return time;
    }

    /** Returns the reason. */
    public String comment() {
        return comment;
    }

    /** Returns the email address of the author of a commit, or null for an edit in the browser. */
    public @Nullable String authorEmail() {
        return authorEmail;
    }

    /** Returns the id of the commit, or null for an edit in the browser. */
    public @Nullable String gitCommit() {
        return gitCommit;
    }

    /** Returns the id of the push, or null for an edit in the browser. */
    public @Nullable String gitPush() {
        return gitPush;
    }
}
