package dev.gitsync.demo.web;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.jdbi.mirror.JdbiMirrors;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The fields of the form for a mirror as they were sent, without secrets, so that the form can be shown again. */
public record MirrorForm(
        String id, String url, String direction, String branch, String folder, String seconds, Login login) {
    /** Only these references, so that an administrator can't send other secrets of the environment to a server. */
    private static final Pattern REFERENCE = Pattern.compile("env:MIRROR_[A-Z0-9_]{1,80}");

    private static final int LONGEST_POLL = 24 * 60 * 60;
    private static final int MAX_SECRET = 16_000;

    /**
     * How the mirror signs in at its remote.
     *
     * @param way the kind of credentials, or {@link Way#KEEP} for those that the mirror has
     */
    public record Login(Way way, String user, String reference, String hostKeys) {}

    /** The kinds of credentials. */
    public enum Way {
        KEEP,
        NONE,
        PASSWORD,
        ENVIRONMENT,
        SSH
    }

    /** The form for a new mirror. */
    static MirrorForm empty(SpaceId space) {
        String id = MirrorId.isValid(space.value()) ? space.value() : "";
        return new MirrorForm(id, "", "BOTH", "main", "", "300", new Login(Way.PASSWORD, "", "", ""));
    }

    /** The form to change a mirror. */
    static MirrorForm of(Mirror mirror) {
        Mirror.Options options = mirror.options();
        return new MirrorForm(
                mirror.id().value(),
                mirror.url().value(),
                options.direction().name(),
                options.branch(),
                options.folder(),
                String.valueOf(options.pollInterval().toSeconds()),
                new Login(Way.KEEP, "", "", ""));
    }

    /** What a visitor sent. */
    static MirrorForm sent(Visit visit) {
        Way way = Arrays.stream(Way.values())
                .filter(one -> one.name().equals(visit.field("way")))
                .findFirst()
                .orElse(Way.NONE);
        return new MirrorForm(
                visit.field("id").strip(),
                visit.field("url").strip(),
                visit.field("direction"),
                visit.field("branch").strip(),
                visit.field("folder").strip(),
                visit.field("seconds").strip(),
                new Login(
                        way,
                        visit.field("user").strip(),
                        visit.field("reference").strip(),
                        visit.field("hostKeys")));
    }

    /** @throws InvalidInputException when a field is invalid */
    Mirror newMirror(SpaceId space) {
        if (login.way() == Way.KEEP) {
            throw new InvalidInputException("Choose how the mirror signs in");
        }
        return new Mirror(new MirrorId(id), space, new RemoteUrl(url), options(reference()));
    }

    /** @throws InvalidInputException when a field is invalid */
    Mirror changed(Mirror before) {
        RemoteUrl remote = new RemoteUrl(url);
        if (login.way() != Way.KEEP) {
            return new Mirror(before.id(), before.space(), remote, options(reference()));
        }
        // Credentials are never sent to a server for which they were not entered.
        require(
                before.options().credentials().isEmpty() || isSameServer(before.url(), remote),
                "The mirror's credentials are for another server. Enter those for this one");
        return new Mirror(
                before.id(), before.space(), remote, options(before.options().credentials()));
    }

    private static boolean isSameServer(RemoteUrl one, RemoteUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    private Mirror.Options options(Optional<String> credentials) {
        return new Mirror.Options(Mirror.Direction.valueOf(known(direction)), branch, folder, credentials, interval());
    }

    private static String known(String direction) {
        return Arrays.stream(Mirror.Direction.values())
                .map(Enum::name)
                .filter(direction::equals)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("Choose a direction"));
    }

    private Duration interval() {
        return Visit.number(seconds)
                .filter(number -> number >= 1 && number <= LONGEST_POLL)
                .map(Duration::ofSeconds)
                .orElseThrow(() -> new InvalidInputException(
                        "The poll interval must be a number of seconds from 1 to " + LONGEST_POLL));
    }

    private Optional<String> reference() {
        return switch (login.way()) {
            case PASSWORD, SSH -> Optional.of(JdbiMirrors.STORED);
            case KEEP, NONE -> Optional.empty();
            case ENVIRONMENT -> {
                if (!REFERENCE.matcher(login.reference()).matches()) {
                    throw new InvalidInputException(
                            "A reference to the environment must begin with env:MIRROR_, such as env:MIRROR_GITHUB");
                }
                yield Optional.of(login.reference());
            }
        };
    }

    /**
     * The secret that came with the form; empty if it is none of those to be stored.
     *
     * @throws InvalidInputException when it is missing, or does not fit the URL
     */
    Optional<RemoteCredentials> secret(Visit visit) {
        boolean isSsh = new RemoteUrl(url).scheme().equals("ssh");
        return switch (login.way()) {
            case KEEP, NONE, ENVIRONMENT -> Optional.empty();
            case PASSWORD -> {
                String secret = visit.field("secret");
                require(!isSsh, "A password is for https:// and http://. Choose the SSH key for this URL");
                require(!login.user().isEmpty() && !login.user().contains(":"), "Enter a user name without a colon");
                require(isLine(secret), "Enter the password or the token, on one line");
                yield Optional.of(new RemoteCredentials.UserPassword(login.user(), secret));
            }
            case SSH -> {
                String key = visit.field("key").replace("\r\n", "\n").strip() + "\n";
                require(isSsh, "An SSH key is for ssh:// only. Choose the password for this URL");
                require(
                        key.startsWith("-----BEGIN ") && key.length() <= MAX_SECRET,
                        "Enter the private key, which begins with -----BEGIN");
                require(
                        !login.hostKeys().isBlank() && login.hostKeys().length() <= MAX_SECRET,
                        "Enter the host keys of the server, as ssh-keyscan prints them");
                yield Optional.of(
                        new RemoteCredentials.SshKey(key, login.hostKeys().replace("\r\n", "\n")));
            }
        };
    }

    private static boolean isLine(String secret) {
        return !secret.isEmpty()
                && secret.length() <= MAX_SECRET
                && secret.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new InvalidInputException(rule);
        }
    }
}
