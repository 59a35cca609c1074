package dev.gitsync.servlet.internal.request;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Tells requests that somebody means to send from those that the page of another site sends in their name. */
public final class CsrfCheck {
    private CsrfCheck() {}

    /**
     * Whether no page of another site can have sent {@code request}: a form can't have this content type, a script of
     * another site would have to ask first and is never allowed, and browsers of today say where a request comes from.
     */
    public static boolean isSameSite(HttpServletRequest request) {
        String type = Objects.requireNonNullElse(request.getContentType(), "");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String site = request.getHeader("Sec-Fetch-Site");
        boolean isSiteAllowed = site == null || site.equals("same-origin") || site.equals("none");
        return media.equals("application/json") && isSiteAllowed && isSameOrigin(request);
    }

    private static boolean isSameOrigin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        try {
            return Objects.equals(URI.create(origin).getRawAuthority(), request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
