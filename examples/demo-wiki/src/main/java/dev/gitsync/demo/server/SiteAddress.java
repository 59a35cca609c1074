package dev.gitsync.demo.server;

import dev.gitsync.model.SpaceId;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The address of the wiki.
 *
 * @param root scheme, host and port without a slash at the end
 */
public record SiteAddress(String root) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** The address of a server on this host and port, as seen from this machine. */
    public static SiteAddress of(String host, int port) {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String name = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        return new SiteAddress("http://" + name + (port == HTTP_PORT ? "" : ":" + port));
    }

    /** The address that the request was sent to. */
    public static SiteAddress of(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? HTTPS_PORT : HTTP_PORT);
        return new SiteAddress(request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port));
    }

    /** The clone URL of a space. */
    public String cloneUrl(SpaceId space) {
        return root + "/git/" + space + ".git";
    }
}
