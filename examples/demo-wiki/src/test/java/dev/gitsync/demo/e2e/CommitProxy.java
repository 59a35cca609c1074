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
 * A proxy between a replica and PostgreSQL. It parses the protocol of PostgreSQL as far as necessary to find a COMMIT,
 * applies the chosen fate to the next one, and forwards everything else. It can also stop forwarding completely.
 */
final class CommitProxy implements AutoCloseable {
    /** What happens to a COMMIT. */
    enum Fate {
        /** The proxy closes both connections before the COMMIT arrives. */
        CUT_BEFORE,
        /** PostgreSQL executes the COMMIT, and the proxy closes the connection before the answer arrives. */
        CUT_AFTER,
        /** The COMMIT never arrives, and both connections stay open. */
        SWALLOWED,
        /** PostgreSQL executes the COMMIT, the answer never arrives, and both connections stay open. */
        UNANSWERED,
        /** The COMMIT never arrives, and PostgreSQL crashes. */
        CRASH,
        /** The COMMIT stops with all other traffic, until the proxy forwards again. */
        STILL
    }

    /** Waits for a COMMIT of a transaction whose statements name {@code table}, or for any COMMIT if the name is empty. */
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

    /** Sets the fate of the next COMMIT. */
    void arm(Fate fate) {
        arm(fate, "");
    }

    /** Sets the fate of the next COMMIT of a transaction that prepared a statement on {@code table}. */
    void arm(Fate fate, String table) {
        next.set(new Trap(fate, table));
    }

    /** Returns whether the proxy forwards nothing. */
    synchronized boolean isStill() {
        return isStill;
    }

    /** Returns whether no COMMIT has come since {@link #arm}. */
    boolean isArmed() {
        return next.get() != null;
    }

    /** Stops or resumes forwarding. */
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
                // PostgreSQL is restarting, or the proxy is closed.
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
                // One side has closed its connection; close the other side too.
            } finally {
                close();
            }
        }

        private void close() {
            for (Socket side : List.of(client, postgres)) {
                try {
                    side.close();
                } catch (IOException e) {
                    // The connection is closed.
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

        /** Returns the fate of this COMMIT, if it is the chosen one. */
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
