package dev.gitsync.servlet.internal.git;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request that JGit sees: with the URL and the service that were authorized. JGit parses them again in its own way, from the decoded path and
 * the parameters; here both can only have the authorized meaning. The body was received already.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
    private final AuthorizedRequest authorized;
    private final ServletInputStream body;

    CanonicalRequest(HttpServletRequest request, AuthorizedRequest authorized, ServletInputStream body) {
        super(request);
        this.authorized = authorized;
        this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
        return body;
    }

    @Override
    public String getServletPath() {
        return "";
    }

    @Override
    public String getPathInfo() {
        return "/" + authorized.space().id() + ".git/" + authorized.endpoint().path();
    }

    @Override
    public String getRequestURI() {
        return getContextPath() + getPathInfo();
    }

    /** JGit expects the names of encodings in lower case. */
    @Override
    public @Nullable String getHeader(String name) {
        String value = super.getHeader(name);
        return value != null && name.equalsIgnoreCase("Content-Encoding") ? value.toLowerCase(Locale.ROOT) : value;
    }

    @Override
    public @Nullable String getParameter(String name) {
        return authorized.endpoint() == Endpoint.INFO_REFS && name.equals("service")
                ? authorized.service().wireName()
                : null;
    }
}
