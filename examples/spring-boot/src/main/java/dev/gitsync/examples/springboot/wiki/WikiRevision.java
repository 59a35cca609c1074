package dev.gitsync.examples.springboot.wiki;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.hibernate.envers.RevisionEntity;
import org.hibernate.envers.RevisionListener;
import org.hibernate.envers.RevisionNumber;
import org.hibernate.envers.RevisionTimestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** A transaction that changed articles, and its user. */
@Entity
@RevisionEntity(WikiRevision.Listener.class)
@SuppressWarnings("NullAway.Init") // JPA sets the fields.
public class WikiRevision {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    @RevisionNumber
    private Long id;

    @RevisionTimestamp
    private long timestamp;

    private @Nullable String userName;

    /** Returns the number. */
    public Long id() {
        return id;
    }

    /** Returns the time, in milliseconds since 1970. */
    public long timestamp() {
        return timestamp;
    }

    /** Returns the user, or null if there was none. */
    public @Nullable String userName() {
        return userName;
    }

    /** Notes the user. */
    public static class Listener implements RevisionListener {
        @Override
        public void newRevision(Object revision) {
            Authentication user = SecurityContextHolder.getContext().getAuthentication();
            ((WikiRevision) revision).userName = user == null ? null : user.getName();
        }
    }
}
