package dev.gitsync.tests.hostile;

import dev.gitsync.tests.http.RawHttp;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/** Fetches that do not follow the protocol. */
final class HostileFetches {
    private final HostileClient client;
    private final ObjectId tip;

    HostileFetches(HostileClient client) {
        this.client = client;
        this.tip = client.tip();
    }

    Stream<HostileCase> invalid() {
        String unknown = "1234567890123456789012345678901234567890";
        return Stream.of(
                fetch0("lengths that are no numbers", "zzzzwant", 400, "does not follow the git protocol"),
                fetch0("a length below four", "0003", 400, "does not follow the git protocol"),
                fetch0("a length beyond the end", "ffffwant " + unknown, 400, "does not follow the git protocol"),
                fetch0("a negative length", "-001want " + unknown, 400, "does not follow the git protocol"),
                fetch0("a want of no id", "000ewant x\n0000", 400, "does not follow the git protocol"),
                fetch0("a want of a short id", "0011want 1234567\n0000", 400, "does not follow the git protocol"),
                fetch0(
                        "a command that there is not",
                        HostileClient.pkt("hack " + unknown + "\n") + "0000",
                        400,
                        "does not follow"),
                fetch0(
                        "a depth of no number",
                        HostileClient.want(tip.name()) + HostileClient.pkt("deepen x\n") + "0000",
                        400,
                        "does not follow"),
                fetch0(
                        "a negative depth",
                        HostileClient.want(tip.name()) + HostileClient.pkt("deepen -1\n") + "0000",
                        400,
                        "does not follow"),
                fetch0(
                        "what is not there",
                        HostileClient.want(unknown) + "0000" + HostileClient.pkt("done\n"),
                        200,
                        "ERR want"),
                fetch0("HTML", "<html></html>", 400, "does not follow the git protocol"),
                fetch0("a null byte", "\0", 400, "does not follow the git protocol"),
                fetch2(
                        "a command that there is not",
                        HostileClient.pkt("command=hack\n") + "0000",
                        400,
                        "does not follow"),
                fetch2("no command", HostileClient.pkt("x=y\n") + "0000", 400, "does not follow the git protocol"),
                fetch2(
                        "two commands",
                        HostileClient.pkt("command=fetch\n") + HostileClient.pkt("command=ls-refs\n") + "0000",
                        200,
                        "NAK"),
                fetch2(
                        "a want of no id",
                        fetch(HostileClient.pkt("want hello\n")),
                        400,
                        "does not follow the git protocol"),
                fetch2(
                        "an argument that there is not",
                        fetch(HostileClient.pkt("hack\n")),
                        400,
                        "does not follow the git protocol"),
                fetch2(
                        "a filter that there is not",
                        fetch(HostileClient.pkt("filter sparse:x\n")),
                        200,
                        "ERR this server has no"),
                fetch2(
                        "a date that is none",
                        fetch(HostileClient.pkt("deepen-since never\n")),
                        400,
                        "does not follow the git protocol"),
                fetch2(
                        "what is not there",
                        fetch(HostileClient.pkt("want " + unknown + "\n") + HostileClient.pkt("done\n")),
                        200,
                        "ERR want"),
                fetch2(
                        "a ref that is hidden",
                        fetch(HostileClient.pkt("want-ref refs/gitsync/wiki\n") + HostileClient.pkt("done\n")),
                        200,
                        "ERR this server shows main"),
                fetch2("a line that is too long", "fff1" + "x".repeat(65521), 400, "does not follow the git protocol"),
                fetch2("an end in a line", "0014command=fe", 400, "does not follow the git protocol"));
    }

    private HostileCase fetch0(String name, String body, int status, String answer) {
        return new HostileCase("v0: " + name, request(body), status, answer);
    }

    private HostileCase fetch2(String name, String body, int status, String answer) {
        return new HostileCase("v2: " + name, request(body).header("Git-Protocol", "version=2"), status, answer);
    }

    private RawHttp request(String body) {
        return client.fetch().body("application/x-git-upload-pack-request", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String fetch(String arguments) {
        return HostileClient.pkt("command=fetch\n") + "0001" + arguments + "0000";
    }
}
