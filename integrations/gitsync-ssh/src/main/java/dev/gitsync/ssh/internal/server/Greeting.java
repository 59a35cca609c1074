package dev.gitsync.ssh.internal.server;

import dev.gitsync.internal.server.LogText;
import dev.gitsync.ssh.identity.SshIdentity;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import org.apache.sshd.server.session.ServerSession;

/**
 * What {@code ssh host} shows, without a command.
 *
 * @param publicUrl the address as clients see it; without it, the address to which the client has connected
 */
record Greeting(Optional<URI> publicUrl) {
    private static final int SSH_PORT = 22;

    String to(SshIdentity identity, ServerSession session) {
        return "Hello " + LogText.clean(identity.user().person().name()) + ", you have signed in with the key "
                + LogText.clean(identity.keyLabel())
                + ". This server offers git, and no shell.\nClone a space with: git clone "
                + url(session) + "/git/<space>.git";
    }

    private String url(ServerSession session) {
        return publicUrl.map(Greeting::withoutSlash).orElseGet(() -> {
            SocketAddress local = session.getIoSession().getLocalAddress();
            return local instanceof InetSocketAddress inet ? url(inet) : "ssh://git@<host>";
        });
    }

    private static String url(InetSocketAddress local) {
        String host = local.getAddress().getHostAddress();
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return "ssh://git@" + literal + (local.getPort() == SSH_PORT ? "" : ":" + local.getPort());
    }

    private static String withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
