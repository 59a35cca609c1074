package dev.gitsync.demo.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a replica and PostgreSQL, reads PostgreSQL's protocol as far as it takes to find a COMMIT, and does to the next
 * one what it was told. Everything else passes. Also it can stand still altogether.
 */
final class CommitProxy implements AutoCloseable {
    /** What becomes of a COMMIT. */
    enum Fate {
        /** Both connections are cut before it arrives. */
        CUT_BEFORE,
        /** It is carried out, and the connection is cut before the answer arrives. */
        CUT_AFTER,
        /** It never arrives, and both connections stay open. */
        SWALLOWED,
        /** It is carried out, the answer never arrives, and both connections stay open. */
        UNANSWERED,
        /** It never arrives, and PostgreSQL crashes. */
        CRASH,
        /** It stands still with everything else, until that moves again. */
        STILL
    }

    /** What waits for a COMMIT: one of a transaction whose statements name {@code table}, or any if that is empty. */
    private record Trap(Fate fate, String table) {}

    private final ServerSocket server;
    private final int target;
    private final Runnable crash;
    private final AtomicReference<Trap> next = new AtomicReference<>();
    private boolean isStill;

    CommitProxy(int target, Runnable crash) throws IOException {
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.target = target;
        this.crash = crash;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next COMMIT that comes by has this fate. */
    void arm(Fate fate) {
        arm(fate, "");
    }

    /** The next COMMIT of a transaction that prepared a statement on {@code table} has this fate. */
    void arm(Fate fate, String table) {
        next.set(new Trap(fate, table));
    }

    /** Whether nothing passes. */
    synchronized boolean isStill() {
        return isStill;
    }

    /** Whether no COMMIT has come by since {@link #arm}. */
    boolean isArmed() {
        return next.get() != null;
    }

    /** Lets nothing pass from now on, or everything again. */
    synchronized void standStill(boolean still) {
        isStill = still;
        notifyAll();
    }

    private synchronized void awaitMovement() throws IOException {
        try {
            while (isStill) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "commit-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                new Link(server.accept(), new Socket(InetAddress.getLoopbackAddress(), target)).begin();
            } catch (IOException e) {
                // PostgreSQL is starting again, or this is the end.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket postgres;
        private final Set<String> commits = new HashSet<>();
        private final StringBuilder statements = new StringBuilder();
        private volatile boolean isMute;

        Link(Socket client, Socket postgres) {
            this.client = client;
            this.postgres = postgres;
        }

        void begin() {
            start(() -> run(this::requests));
            start(() -> run(this::answers));
        }

        private interface Pump {
            void run() throws IOException;
        }

        private void run(Pump pump) {
            try {
                pump.run();
            } catch (IOException e) {
                // One side has gone, and so does the other.
            } finally {
                close();
            }
        }

        private void close() {
            for (Socket side : List.of(client, postgres)) {
                try {
                    side.close();
                } catch (IOException e) {
                    // It is gone.
                }
            }
        }

        private void answers() throws IOException {
            InputStream in = postgres.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitMovement();
                if (!isMute) {
                    out.write(buffer, 0, read);
                }
            }
        }

        private void requests() throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            DataOutputStream out = new DataOutputStream(postgres.getOutputStream());
            startup(in, out);
            while (true) {
                byte type = in.readByte();
                int length = in.readInt();
                byte[] body = in.readNBytes(length - 4);
                awaitMovement();
                Fate fate = isCommit(type, body) ? fate() : null;
                if (fate == Fate.STILL) {
                    isStill = true;
                    awaitMovement();
                    fate = null;
                }
                if (fate != null && fate != Fate.CUT_AFTER && fate != Fate.UNANSWERED) {
                    end(fate, in);
                    return;
                }
                isMute |= fate != null;
                out.writeByte(type);
                out.writeInt(length);
                out.write(body);
                if (in.available() == 0) {
                    out.flush();
                    if (isMute && type == 'S') {
                        end(fate == null ? Fate.UNANSWERED : fate, in);
                        return;
                    }
                }
            }
        }

        /** The fate of a COMMIT that comes by, if it is the one that was waited for. */
        private @Nullable Fate fate() {
            Trap trap = next.get();
            int place = trap == null ? -1 : statements.indexOf(trap.table());
            statements.setLength(0);
            return trap != null && place >= 0 && next.compareAndSet(trap, null) ? trap.fate() : null;
        }

        private void startup(DataInputStream in, DataOutputStream out) throws IOException {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            out.writeInt(length);
            out.write(body);
            out.flush();
        }

        private void end(Fate fate, DataInputStream in) throws IOException {
            switch (fate) {
                case CRASH -> crash.run();
                case SWALLOWED, UNANSWERED -> in.transferTo(OutputStream.nullOutputStream());
                default -> {}
            }
        }

        private boolean isCommit(byte type, byte[] body) {
            String text = new String(body, StandardCharsets.ISO_8859_1);
            if (type == 'P') {
                int end = text.indexOf('\0');
                if (text.startsWith("COMMIT\0", end + 1)) {
                    commits.add(text.substring(0, end));
                } else if (next.get() != null) {
                    statements.append(text);
                }
                return false;
            }
            int portal = text.indexOf('\0');
            return type == 'B' && commits.contains(text.substring(portal + 1, text.indexOf('\0', portal + 1)));
        }
    }
}
