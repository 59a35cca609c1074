package dev.gitsync.servlet.internal.request;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Protects against cross-site request forgery (CSRF). */
public final class CsrfCheck {
    private CsrfCheck() {}

    /**
     * Returns whether no page of another site can have sent {@code request}: a form can't have this content type, a script of another site needs a
     * preflight request, which is never allowed, and current browsers send the site of the page.
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
