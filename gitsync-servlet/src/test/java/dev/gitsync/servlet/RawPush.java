package dev.gitsync.servlet;

import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.http.RawPack.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A push of new pages to {@code main}, for tests that send it or close the connection at a chosen moment. */
final class RawPush {
    private final WikiServer server;
    private final byte[] body;

    private RawPush(WikiServer server, byte[] body) {
        this.server = server;
        this.body = body;
    }

    /** Returns a push of one commit, which adds that many pages to the present {@code main}. */
    static RawPush of(WikiServer server, int pages) throws IOException {
        try (Repository repository = server.gitSync().open(server.docs())) {
            ObjectId main = repository.resolve("refs/heads/main");
            RawPack pack = new RawPack();
            Item[] files = new Item[pages];
            for (int i = 0; i < pages; i++) {
                files[i] = Item.file(String.format("page-%05d.md", i), pack.blob("text " + i + "\n"));
            }
            ObjectId commit = pack.commit(pack.tree(files), main);
            String command = main.name() + " " + commit.name() + " refs/heads/main\0report-status side-band-64k\n";
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(
                    String.format("%04x%s0000", command.length() + 4, command).getBytes(StandardCharsets.US_ASCII));
            body.writeBytes(pack.bytes());
            return new RawPush(server, body.toByteArray());
        }
    }

    /** Opens a connection and sends the head of the request. */
    Socket open() throws IOException {
        return server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .header("Content-Type", "application/x-git-receive-pack-request")
                .header("Content-Length", Integer.toString(body.length))
                .open();
    }

    /** Sends the push on this connection. */
    void send(Socket client) throws IOException {
        client.getOutputStream().write(body);
    }
}
