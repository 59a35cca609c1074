package dev.gitsync.servlet.audit;

/**
 * Is told what happens at the front door, in the thread of the request, so it should be quick. What it throws is logged and
 * changes nothing. Safe for use by several threads.
 */
@FunctionalInterface
public interface AuditListener {
    /** Takes note. */
    void on(AuditEvent event);

    /** Tells this one and then {@code other}. */
    default AuditListener and(AuditListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
