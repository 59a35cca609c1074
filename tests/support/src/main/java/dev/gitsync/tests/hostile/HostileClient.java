package dev.gitsync.tests.hostile;

import dev.gitsync.tests.http.RawHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.ObjectId;

/** Makes requests for the repository of a target, whose {@code main} is {@code tip}. */
record HostileClient(HostileTarget target, ObjectId tip) {
    /** Returns the first request of a clone, without credentials. */
    RawHttp refs() {
        return request("GET", "/info/refs?service=git-upload-pack");
    }

    /** Returns a fetch of the reader, without a body. */
    RawHttp fetch() {
        return request("POST", "/git-upload-pack").as(HostileTarget.READER, HostileTarget.PASSWORD);
    }

    /** Returns a push of the writer. */
    RawHttp push(String commands, byte[] pack) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(commands.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(pack);
        return request("POST", "/git-receive-pack")
                .as(HostileTarget.WRITER, HostileTarget.PASSWORD)
                .body("application/x-git-receive-pack-request", body.toByteArray());
    }

    /** Returns the address of the repository for git, with the credentials of {@code user}. */
    String url(String user) {
        return "http://" + user + ":" + HostileTarget.PASSWORD + "@"
                + target.server().getAuthority() + target.repository();
    }

    private RawHttp request(String method, String below) {
        return RawHttp.to(target.server(), method, target.repository() + below);
    }

    /** Returns a line with its length. */
    static String pkt(String line) {
        return String.format("%04x", line.getBytes(StandardCharsets.UTF_8).length + 4) + line;
    }

    static String want(String id) {
        return pkt("want " + id + "\n");
    }
}
