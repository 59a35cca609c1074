package dev.gitsync.internal.server.protocol;

import dev.gitsync.internal.server.protocol.PacketLineFilter.LineCheck;
import dev.gitsync.internal.server.protocol.PacketLineFilter.Verdict;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the lines of a fetch in protocol versions 0 and 2: rejects lines that make JGit fail, and requests that JGit can't serve, with a message that
 * names the command to use instead.
 */
public final class FetchLineCheck implements LineCheck {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern WANT = Pattern.compile("[0-9a-f]{40}( .*)?");
    private static final Pattern DEPTH =
            Pattern.compile("[0-9]{1,9}|[01][0-9]{9}|20[0-9]{8}|21[0-3][0-9]{7}|2147483647");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern FILTER = Pattern.compile("blob:none|blob:limit=[0-9]{1,18}|tree:[0-9]{1,18}");
    private static final Map<String, Pattern> ARGUMENTS =
            Map.of("want", WANT, "have", ID, "shallow", ID, "deepen", DEPTH, "deepen-since", SECONDS);
    private static final String DEEPEN = "this server can't deepen a clone step by step;"
            + " use git fetch --depth=<n>, or git fetch --unshallow for all of it";
    private static final String NO_COMMIT =
            "main has no commit after that date; use an earlier one," + " or git fetch --depth=1 for the newest commit";
    private static final String NO_EXCLUSION = "this server can't leave out the history of a ref;"
            + " use --depth=<n> for the newest commits, or --shallow-since=<date>";
    private static final String NO_FILTER = "this server has no such filter;"
            + " use --filter=blob:none, --filter=blob:limit=<bytes> or --filter=tree:<depth>, and one of them only";
    private static final String TOO_SHALLOW = "this clone is cut off at more than " + ObjectIdCounter.MAX_SHALLOW
            + " commits, and the server takes that many at once; clone anew";
    private static final String ONLY_MAIN = "this server shows main and no other ref; use git fetch origin main";

    private final ObjectIdCounter wants;
    private final ObjectIdCounter shallow = ObjectIdCounter.ofShallow();
    private final HaveLineFilter haves = new HaveLineFilter();
    private final RefPrefixFilter prefixes = new RefPrefixFilter();
    private @Nullable String likelyReason;

    /** Creates a check that accepts {@code maxWants} lines that ask for an object. */
    public FetchLineCheck(int maxWants) {
        wants = new ObjectIdCounter(maxWants);
    }

    /** Returns {@code body} with its lines checked as they are read. */
    public InputStream of(InputStream body) {
        return new PacketLineFilter(body, this);
    }

    /** Returns the likely reason if an object is not found, or null if JGit's own message is best. */
    public @Nullable String likelyReason() {
        return likelyReason;
    }

    @Override
    public Verdict check(boolean isData, String text) throws IOException {
        if (!isData) {
            return Verdict.PASS;
        }
        int space = text.indexOf(' ');
        String key = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1);
        requireServed(key, argument);
        boolean isDropped = (key.equals("have") && !haves.accepts(argument))
                || (key.equals("ref-prefix") && !prefixes.accepts(argument));
        return isDropped ? Verdict.DROP : Verdict.PASS;
    }

    private void requireServed(String key, String argument) throws IOException {
        Pattern form = ARGUMENTS.get(key);
        if (form != null && !form.matcher(argument).matches()) {
            throw new MalformedRequestException("a line of a fetch is not of the form '" + key + " …'");
        }
        if (key.equals("want") && wants.exceedsLimit(argument)) {
            throw new UnsupportedRequestException(
                    "this fetch asks for more than " + wants.limit() + " objects at once");
        } else if (key.equals("shallow") && shallow.exceedsLimit(argument)) {
            throw new UnsupportedRequestException(TOO_SHALLOW);
        }
        boolean isRelative =
                key.equals("deepen-relative") || (key.equals("want") && (argument + " ").contains(" deepen-relative "));
        if (isRelative) {
            throw new UnsupportedRequestException(DEEPEN);
        } else if (key.equals("deepen-not")) {
            throw new UnsupportedRequestException(NO_EXCLUSION);
        } else if (key.equals("filter") && !FILTER.matcher(argument).matches()) {
            throw new UnsupportedRequestException(NO_FILTER);
        } else if (key.equals("deepen-since")) {
            likelyReason = NO_COMMIT;
            if (Long.parseLong(argument) > Integer.MAX_VALUE) {
                throw new UnsupportedRequestException(NO_COMMIT);
            }
        } else if (key.equals("command=object-info")) {
            // JGit answers it although it does not offer it, and for any object, also for one that main never had.
            throw new MalformedRequestException("the server does not offer object-info");
        } else if (key.equals("want-ref")) {
            throw new UnsupportedRequestException(ONLY_MAIN);
        }
    }
}
