package dev.gitsync.ssh.internal.git;

import dev.gitsync.model.SpaceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of git over SSH: {@code git-upload-pack '/git/space.git'}.
 *
 * @param service the service that git asks for
 * @param space the space, which may not exist; empty if the path can be that of no space
 */
public record GitCommandLine(Service service, Optional<SpaceId> space) {
    /** Long enough for every path of a space; a client could send 256 KiB. */
    private static final int MAX_CHARS = 1_024;

    /** Git quotes the path. Other clients use double quotes or none. */
    private static final Pattern LINE = Pattern.compile("git[- ](upload-pack|receive-pack|upload-archive)(?: (.*))?");

    private static final Pattern QUOTED = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"|([^'\"\\\\ ]*)");
    private static final Pattern PATH = Pattern.compile("/?(?:git/)?([^/]+?)(?:\\.git)?/?");

    /** What git asks for. */
    public enum Service {
        /** Clone and fetch. */
        FETCH,
        /** Push. */
        PUSH,
        /** {@code git archive --remote}. */
        ARCHIVE
    }

    /** Parses a command; empty if it is none of git. */
    public static Optional<GitCommandLine> of(String command) {
        Matcher line = LINE.matcher(command.strip());
        if (command.length() > MAX_CHARS || !line.matches()) {
            return Optional.empty();
        }
        Service service = switch (line.group(1)) {
            case "upload-pack" -> Service.FETCH;
            case "receive-pack" -> Service.PUSH;
            default -> Service.ARCHIVE;
        };
        return Optional.of(new GitCommandLine(service, space(line.group(2))));
    }

    /** A path is {@code /git/space.git}, {@code space.git} or {@code space}. */
    private static Optional<SpaceId> space(@Nullable String argument) {
        Matcher quoted = QUOTED.matcher(argument == null ? "" : argument.strip());
        if (!quoted.matches()) {
            return Optional.empty();
        }
        String path =
                quoted.group(1) != null ? quoted.group(1) : quoted.group(2) != null ? quoted.group(2) : quoted.group(3);
        Matcher parts = PATH.matcher(path);
        return parts.matches() && SpaceId.isValid(parts.group(1))
                ? Optional.of(new SpaceId(parts.group(1)))
                : Optional.empty();
    }
}
