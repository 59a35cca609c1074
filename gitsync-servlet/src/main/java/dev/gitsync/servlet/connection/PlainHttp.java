package dev.gitsync.servlet.connection;

/** Where requests without TLS are taken, whose passwords and pages anybody on the way can read. */
public enum PlainHttp {
    /** Only from the machine itself, and not when a proxy has passed them on. */
    LOOPBACK_ONLY,
    /** From everywhere: for a network that nobody listens to, or a proxy that can't say how it was reached. */
    ALLOWED
}
