package dev.gitsync.engine;

import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.RealGit.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * Pushes as a malicious client would: any commands, and a pack of every object in a clone, without checks. Git itself
 * walks the objects that it sends, and fails or never ends with the objects of these tests.
 */
final class PackPush {
    private static final String CAPABILITIES = "\0report-status side-band-64k";

    private PackPush() {}

    /** Pushes a commit to main. */
    static Outcome of(ProposalFixture space, String commit) {
        return of(space, List.of(command(space.git.id("origin/HEAD"), commit, "refs/heads/main")));
    }

    static String command(String from, String to, String ref) {
        return from + " " + to + " " + ref;
    }

    /** Sends commands and the pack. The error output contains the report of the server. */
    static Outcome of(ProposalFixture space, List<String> commands) {
        return of(space, commands, allObjects(space.git));
    }

    /** Sends commands and bytes that may be a pack or a part of one. */
    static Outcome of(ProposalFixture space, List<String> commands, byte[] pack) {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), space.server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            PacketLineOut lines = new PacketLineOut(out);
            PacketLineIn in = new PacketLineIn(socket.getInputStream());
            lines.writeString("git-receive-pack /space\0host=127.0.0.1\0");
            lines.flush();
            readAll(in);
            for (int i = 0; i < commands.size(); i++) {
                lines.writeString(commands.get(i) + (i == 0 ? CAPABILITIES : ""));
            }
            lines.end();
            out.write(pack);
            out.flush();
            String report = readAll(in);
            return new Outcome(report.contains("ok refs/heads/main") ? 0 : 1, "", report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] allObjects(RealGit git) {
        try (FileRepository repository =
                        new FileRepository(git.folder().resolve(".git").toFile());
                RevWalk walk = new RevWalk(repository);
                PackWriter writer = new PackWriter(repository)) {
            List<RevObject> objects = new ArrayList<>();
            for (ObjectId id : ids(repository)) {
                objects.add(walk.lookupAny(id, repository.open(id).getType()));
            }
            writer.preparePack(objects.iterator());
            ByteArrayOutputStream pack = new ByteArrayOutputStream();
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
            return pack.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<ObjectId> ids(FileRepository repository) throws IOException {
        Set<ObjectId> ids = new HashSet<>();
        for (Pack pack : repository.getObjectDatabase().getPacks()) {
            pack.forEach(entry -> ids.add(entry.toObjectId()));
        }
        try (Stream<Path> files =
                Files.walk(repository.getObjectDatabase().getDirectory().toPath())) {
            files.map(file -> file.getParent().getFileName() + "" + file.getFileName())
                    .filter(ObjectId::isId)
                    .forEach(name -> ids.add(ObjectId.fromString(name)));
        }
        return ids;
    }

    private static String readAll(PacketLineIn in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String line = in.readString(); !PacketLineIn.isEnd(line); line = in.readString()) {
            // After the number of the band comes either a message or a part of the report.
            boolean isInBand = !line.isEmpty() && line.charAt(0) <= 3;
            all.writeBytes(((isInBand ? line.substring(1) : line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
