package dev.gitsync.demo.ssh;

import dev.gitsync.model.SpaceId;
import java.net.URI;
import java.util.List;

/**
 * Where git over SSH is offered.
 *
 * @param port the port; 0 if it is not offered
 * @param fingerprints the fingerprints of the host keys
 */
public record SshAddress(int port, List<String> fingerprints) {
    private static final int SSH_PORT = 22;

    /** No git over SSH. */
    public static final SshAddress NONE = new SshAddress(0, List.of());

    /** Copies the list. */
    public SshAddress {
        fingerprints = List.copyOf(fingerprints);
    }

    /** Whether git over SSH is offered. */
    public boolean isOffered() {
        return port > 0;
    }

    /**
     * The clone URL of a space.
     *
     * @param site the address of the wiki over HTTP, whose host it is
     */
    public String cloneUrl(String site, SpaceId space) {
        String host = URI.create(site).getHost();
        return "ssh://git@" + host + (port == SSH_PORT ? "" : ":" + port) + "/git/" + space + ".git";
    }
}
