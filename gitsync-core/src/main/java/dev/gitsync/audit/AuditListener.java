package dev.gitsync.audit;

/**
 * Receives audit events, in the thread of the request, so it should be fast. Exceptions are logged and do not affect the request.
 * Implementations must be safe for use by several threads.
 *
 * <p>In a class cycle with {@code AuditLog}: the interface offers its default.
 */
@FunctionalInterface
public interface AuditListener {
    /** Receives an event. */
    void on(AuditEvent event);

    /**
     * Returns a listener that writes all events except {@link AuditEvent.Answered} and blocked webhooks to the logger {@code
     * dev.gitsync.audit}, one line each.
     */
    static AuditListener toLog() {
        return new AuditLog();
    }

    /** Returns a listener that passes each event to this one and then to {@code other}. */
    default AuditListener and(AuditListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
