package dev.gitsync.tests.hostile;

import dev.gitsync.tests.http.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.lib.ObjectId;

/** Requests with credentials, headers and bodies that git never sends. */
final class HostileRequests {
    private final HostileClient client;
    private final ObjectId tip;

    HostileRequests(HostileClient client) {
        this.client = client;
        this.tip = client.tip();
    }

    Stream<HostileCase> invalidCredentials() {
        List<String> headers = new ArrayList<>(List.of(
                "Basic",
                "Basic ",
                "Basic  ",
                "Basic !!!!",
                "Basic cmVhZGVyOnNlY3JldA",
                "Basic cmVhZGVyOnNlY3JldA= ",
                "Basic cmVhZGVy\tOnNlY3JldA==",
                "Basic cmVhZGVyOnNlY3JldA==, Basic cmVhZGVyOnNlY3JldA==",
                "Basic,cmVhZGVyOnNlY3JldA==",
                "Basic:cmVhZGVyOnNlY3JldA==",
                "BasiccmVhZGVyOnNlY3JldA==",
                "cmVhZGVyOnNlY3JldA==",
                "Bearer",
                "Bearer ",
                "Bearer secret",
                "Bearer cmVhZGVyOnNlY3JldA==",
                "Bearer gst_",
                "Bearer gst_" + "A".repeat(43),
                "Bearer gst_" + "A".repeat(44),
                "Digest username=\"reader\"",
                "Negotiate YII=",
                "NTLM TlRMTVNTUAAB",
                "OAuth secret",
                "Basic " + "A".repeat(4096)));
        for (String credentials : List.of(
                "reader:",
                ":secret",
                ":",
                "reader",
                "",
                "reader:Secret",
                "reader:secret ",
                " reader:secret",
                "reader\0:secret",
                "reader:secret\0",
                "reader:secret\n",
                "' OR '1'='1:secret",
                "../reader:secret",
                "reader:" + "x".repeat(2000))) {
            headers.add("Basic " + base64(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        if (client.target().distinguishesCaseOfNames()) {
            headers.add("Basic " + base64("READER:secret".getBytes(StandardCharsets.UTF_8)));
        }
        headers.add("Basic " + base64(new byte[] {(byte) 0xff, ':', (byte) 0xfe}));
        headers.add("Basic " + base64("reader:secret".getBytes(StandardCharsets.UTF_16)));
        return headers.stream()
                .map(header -> new HostileCase(
                        "401 for " + HostileCase.shown(header),
                        client.refs().header("Authorization", header),
                        401,
                        "Sign in with your name and password"));
    }

    Stream<HostileCase> headersAndBodies() {
        byte[] flush = "0000".getBytes(StandardCharsets.US_ASCII);
        RawHttp post = client.fetch();
        String fetchType = "application/x-git-upload-pack-request";
        RawHttp refs = client.refs().as(HostileTarget.READER, HostileTarget.PASSWORD);
        return Stream.of(
                new HostileCase("no type", post.header("Content-Length", "0"), 415, "content type or encoding"),
                new HostileCase(
                        "the type of a form", post.body("application/x-www-form-urlencoded", flush), 415, "type"),
                new HostileCase(
                        "the type of a push", post.body("application/x-git-receive-pack-request", flush), 415, ""),
                new HostileCase(
                        "the type with more behind it", post.body(fetchType + ";charset=utf-8", flush), 415, ""),
                new HostileCase(
                        "the type in capitals", post.body("APPLICATION/X-GIT-UPLOAD-PACK-REQUEST", flush), 415, ""),
                encoded("br", flush, 415),
                encoded("deflate", flush, 415),
                encoded("gzip, gzip", flush, 415),
                encoded("GZIP", flush, 400),
                encoded("gzip", flush, 400),
                encoded("gzip", new byte[0], 400),
                encoded("gzip", Arrays.copyOf(gzip(new byte[1000]), 12), 400),
                encoded("gzip", gzip(new byte[1000]), 400),
                encoded(
                        "gzip",
                        gzip(HostileClient.pkt("x".repeat(60_000)).repeat(30).getBytes(StandardCharsets.US_ASCII)),
                        413),
                encoded("gzip", gzip(flood()), 413),
                encoded("gzip", gzip(gzip("0000".getBytes(StandardCharsets.US_ASCII))), 400),
                new HostileCase(
                        "a protocol from the future", refs.header("Git-Protocol", "version=99"), 200, "service"),
                new HostileCase(
                        "a protocol that is none", refs.header("Git-Protocol", ":::==;;\"version"), 200, "service"),
                new HostileCase("a long protocol", refs.header("Git-Protocol", "a:".repeat(2000)), 200, "service"),
                new HostileCase("a range", refs.header("Range", "bytes=0-0"), 200, "service"),
                new HostileCase("a condition", refs.header("If-None-Match", "*"), 200, "service"),
                new HostileCase(
                        "another method inside", refs.header("X-HTTP-Method-Override", "DELETE"), 200, "service"),
                new HostileCase("another path inside", refs.header("X-Original-URL", "/git/x.git"), 200, "service"),
                new HostileCase("another user inside", refs.header("X-Remote-User", "operator"), 200, "service"),
                // The request looks as if a proxy has forwarded it, without TLS.
                new HostileCase("a foreign host", refs.header("X-Forwarded-Host", "evil.example"), 403, "https"),
                new HostileCase("a claim of TLS", refs.header("X-Forwarded-Proto", "https"), 403, "https"));
    }

    private HostileCase encoded(String encoding, byte[] body, int status) {
        return new HostileCase(
                "the encoding " + encoding + " over " + body.length + " bytes is " + status,
                client.fetch().header("Content-Encoding", encoding).body("application/x-git-upload-pack-request", body),
                status,
                "");
    }

    /** Returns 8 MB of lines of a fetch. */
    private byte[] flood() {
        return (HostileClient.want(tip.name()) + "0000"
                        + HostileClient.pkt("have " + tip.name() + "\n").repeat(160_000))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
