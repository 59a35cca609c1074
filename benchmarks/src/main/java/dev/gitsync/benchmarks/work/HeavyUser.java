package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.side.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One account that sends heavy requests as often as it may, on as many connections as it may have, until it is closed. */
final class HeavyUser implements AutoCloseable {
    static final String NAME = "heavy";
    /** As many requests of one user as a server serves at a time by default. */
    private static final int CONNECTIONS = 16;

    private static final int STEPS_PER_SECOND = 10;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(60);

    private final Map<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(CONNECTIONS);
    private final URI server;
    private volatile boolean isClosed;

    private HeavyUser(URI server) {
        this.server = server;
    }

    /** Begins, and returns when there is a request on every connection. */
    static HeavyUser begin(Site site, List<Assault> assaults) {
        HeavyUser user = new HeavyUser(URI.create(site.url("")));
        for (int i = 0; i < CONNECTIONS; i++) {
            Assault assault = assaults.get(i % assaults.size());
            Thread thread = new Thread(() -> user.repeat(assault), "heavy-" + i);
            thread.setDaemon(true);
            thread.start();
            user.threads.add(thread);
        }
        try {
            user.begun.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return user;
    }

    /** What came back, and how often. */
    String answers() {
        return "answers to the heavy account: " + answers;
    }

    private void repeat(Assault assault) {
        while (!isClosed) {
            String answer;
            try {
                answer = send(assault);
            } catch (IOException e) {
                answer = "broken off";
            }
            answers.merge(answer, 1, Integer::sum);
        }
    }

    private String send(Assault assault) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(assault).getBytes(StandardCharsets.US_ASCII));
            if (assault.bytesPerSecond() == 0) {
                out.write(assault.body());
            } else {
                trickle(assault, out);
            }
            begun.countDown();
            if (isClosed) {
                return "hung up";
            }
            InputStream in = socket.getInputStream();
            String text = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            in.readAllBytes();
            return text.length() < 12 ? "none" : text.substring(9);
        }
    }

    private String head(Assault assault) {
        String credentials =
                Base64.getEncoder().encodeToString((NAME + ":" + Site.PASSWORD).getBytes(StandardCharsets.US_ASCII));
        return "POST /git/" + assault.space().name() + ".git/" + assault.service()
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic " + credentials
                + "\r\nContent-Type: application/x-" + assault.service() + "-request\r\nContent-Length: "
                + assault.body().length + "\r\n\r\n";
    }

    private void trickle(Assault assault, OutputStream out) throws IOException {
        int step = assault.bytesPerSecond() / STEPS_PER_SECOND;
        for (int sent = 0; sent + step <= assault.body().length && !isClosed; sent += step) {
            out.write(assault.body(), sent, step);
            begun.countDown();
            try {
                TimeUnit.MILLISECONDS.sleep(1000 / STEPS_PER_SECOND);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + LAST_ANSWERS.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
