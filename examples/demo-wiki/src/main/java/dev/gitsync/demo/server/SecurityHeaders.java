package dev.gitsync.demo.server;

import jakarta.servlet.http.HttpServletResponse;

/** Sets the security headers of every response. */
public final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private SecurityHeaders() {}

    /** Sets the headers. No cache may store what an account sees. */
    public static void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }
}
