package dev.gitsync.servlet.internal.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request and the response to it.
 *
 * @param request the request
 * @param response the response
 */
public record HttpExchange(HttpServletRequest request, HttpServletResponse response) {
    /** Returns the same request with another response, usually a wrapper of this one. */
    public HttpExchange withResponse(HttpServletResponse other) {
        return new HttpExchange(request, other);
    }
}
