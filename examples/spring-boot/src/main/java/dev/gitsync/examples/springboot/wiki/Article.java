package dev.gitsync.examples.springboot.wiki;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.util.UUID;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

/** An article of a book. Envers keeps all of its revisions. */
@Entity
@Audited
@SuppressWarnings("NullAway.Init") // JPA sets the fields.
public class Article {
    /** The longest title. */
    public static final int MAX_TITLE = 200;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private Long id;

    @Version
    private int version;

    @Column(name = "book_id")
    private String book;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "parent_id")
    private @Nullable Article parent;

    private String title;
    private @Nullable String body;
    private boolean deleted;

    @Embedded
    private Edit lastEdit;

    // Added for gitsync: an id that is known before the article is stored, and the number of the last change of the
    // book.
    @Column(updatable = false)
    private String pageId = UUID.randomUUID().toString();

    private long changeNumber;

    /** For JPA. */
    protected Article() {}

    Article(String book, Draft draft, Edit edit) {
        this.book = book;
        change(draft, edit);
    }

    /**
     * The content of an article.
     *
     * @param parent the article above, or null at the top of the book
     * @param body the text, in Markdown, or null for none
     */
    public record Draft(
            @Nullable Article parent,
            String title,
            @Nullable String body) {}

    void change(Draft draft, Edit edit) {
        parent = draft.parent();
        title = draft.title();
        body = draft.body();
        deleted = false;
        lastEdit = edit;
    }

    void delete(Edit edit) {
        deleted = true;
        lastEdit = edit;
    }

    // Added for gitsync.
    void number(long number) {
        changeNumber = number;
    }

    // Added for gitsync.
    void identify(String page) {
        pageId = page;
    }

    /** Returns the id that the database gave. */
    public Long id() {
        return id;
    }

    /** Returns the number of changes, for optimistic locking. */
    public int version() {
        return version;
    }

    /** Returns the book. */
    public String book() {
        return book;
    }

    /** Returns the article above, or null at the top of the book. */
    public @Nullable Article parent() {
        return parent;
    }

    /** Returns the title. */
    public String title() {
        return title;
    }

    /** Returns the text, in Markdown, or null for none. */
    public @Nullable String body() {
        return body;
    }

    /** Returns whether the article is in the trash. */
    public boolean isDeleted() {
        return deleted;
    }

    /** Returns who changed the article last, when and why. */
    public Edit lastEdit() {
        return lastEdit;
    }

    /** Returns the id for gitsync. */
    public String pageId() {
        return pageId;
    }

    /** Returns the number of the change that made this state: a later one of the same book is greater. */
    public long changeNumber() {
        return changeNumber;
    }
}
