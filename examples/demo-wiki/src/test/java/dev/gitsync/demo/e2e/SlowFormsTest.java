package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sibling of faults F1: forms that unauthenticated clients never finish occupy no thread of the wiki. */
@ExtendWith(RunningWiki.class)
@Timeout(25)
class SlowFormsTest {
    /** More than the wiki has threads. */
    private static final int STRANGERS = 250;

    private final DemoWiki wiki;

    SlowFormsTest(DemoWiki wiki) {
        this.wiki = wiki;
    }

    @Test
    void servesOtherClientsDuringEndlessForms() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < STRANGERS; i++) {
                strangers.add(beginForm(60_000));
            }
            assertThat(WebClient.of(wiki, "ada").get("/").status()).isEqualTo(200);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void refusesLargeFormsOfUnauthenticatedClients() throws Exception {
        try (Socket stranger = beginForm(100_000)) {
            String answer = new String(stranger.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    private Socket beginForm(int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wiki.port());
        String head = "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + length + "\r\n\r\nname=a";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
