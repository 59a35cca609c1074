package dev.gitsync.internal.server.protocol;

import dev.gitsync.internal.server.protocol.PacketLineFilter.LineCheck;
import dev.gitsync.internal.server.protocol.PacketLineFilter.Verdict;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.InputStream;
import java.util.regex.Pattern;

/** Checks the lines before the pack of a push: shallow commits and commands, a flush packet, and push options with their own flush packet. */
public final class PushLineCheck implements LineCheck {
    private static final Pattern SHALLOW = Pattern.compile("shallow [0-9a-f]{40}");
    private static final Pattern COMMAND = Pattern.compile("[0-9a-f]{40} [0-9a-f]{40} [^\0]+");

    private final ObjectIdCounter shallow = ObjectIdCounter.ofShallow();
    private boolean hasCommand;
    private boolean hasOptions;
    private boolean isInOptions;

    private PushLineCheck() {}

    /** Returns {@code body} with its lines checked as they are read. */
    public static InputStream of(InputStream body) {
        return new PacketLineFilter(body, new PushLineCheck());
    }

    @Override
    public Verdict check(boolean isData, String text) throws MalformedRequestException {
        if (!isData) {
            boolean optionsFollow = hasCommand && hasOptions && !isInOptions;
            isInOptions = optionsFollow;
            return optionsFollow ? Verdict.PASS : Verdict.PASS_AS_LAST;
        }
        boolean isShallow = !isInOptions && SHALLOW.matcher(text).matches();
        if (isShallow && shallow.exceedsLimit(text.substring("shallow ".length()))) {
            throw new MalformedRequestException("there are more than " + shallow.limit() + " shallow commits");
        } else if (!isInOptions && !isShallow) {
            checkCommand(text);
        }
        return Verdict.PASS;
    }

    private void checkCommand(String text) throws MalformedRequestException {
        int capabilities = hasCommand ? -1 : text.indexOf('\0');
        String command = capabilities < 0 ? text : text.substring(0, capabilities);
        if (!COMMAND.matcher(command).matches()) {
            throw new MalformedRequestException("a command of a push is not of the form 'old new ref'");
        }
        hasOptions |= capabilities >= 0 && (" " + text.substring(capabilities + 1) + " ").contains(" push-options ");
        hasCommand = true;
    }
}
