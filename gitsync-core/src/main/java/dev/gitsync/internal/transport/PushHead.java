package dev.gitsync.internal.transport;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.GitProtocolConstants;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * The part of a push before its pack.
 *
 * @param end the offset of the pack
 */
record PushHead(List<ReceiveCommand> commands, List<String> options, int end) {
    private static final String SHALLOW = "shallow ";
    private static final String OPTIONS = GitProtocolConstants.CAPABILITY_PUSH_OPTIONS + " ";

    /**
     * Reads the head from the beginning of a push.
     *
     * @return empty if it is not complete
     * @throws PackProtocolException when it is not well-formed
     */
    static Optional<PushHead> read(byte[] begun) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(begun);
        PacketLineIn lines = new PacketLineIn(in);
        try {
            List<ReceiveCommand> commands = new ArrayList<>();
            boolean hasOptions = false;
            for (String line : list(lines)) {
                int capabilities = line.indexOf('\0');
                if (capabilities >= 0) {
                    hasOptions = (line.substring(capabilities + 1) + " ").contains(OPTIONS);
                }
                if (!line.startsWith(SHALLOW)) {
                    commands.add(command(capabilities < 0 ? line : line.substring(0, capabilities)));
                }
            }
            List<String> options = hasOptions ? list(lines) : List.of();
            return Optional.of(new PushHead(commands, options, begun.length - in.available()));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    private static List<String> list(PacketLineIn lines) throws IOException {
        List<String> list = new ArrayList<>();
        for (String line = lines.readString(); !PacketLineIn.isEnd(line); line = lines.readString()) {
            list.add(line);
        }
        return list;
    }

    private static ReceiveCommand command(String line) throws PackProtocolException {
        int id = Constants.OBJECT_ID_STRING_LENGTH;
        try {
            return new ReceiveCommand(
                    ObjectId.fromString(line.substring(0, id)),
                    ObjectId.fromString(line.substring(id + 1, 2 * id + 1)),
                    line.substring(2 * (id + 1)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw new PackProtocolException("a command of a push is not of the form 'old new ref'", e);
        }
    }
}
