package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.internal.tree.EntryNames;
import dev.gitsync.model.SpaceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/**
 * A remote repository that a space is kept in sync with. Immutable.
 *
 * @param id the id
 * @param space the space
 * @param url the remote repository
 * @param options everything else
 */
public record Mirror(MirrorId id, SpaceId space, RemoteUrl url, Options options) {
    /** Checks that nothing is missing. */
    public Mirror {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(options, "options");
    }

    /** Returns whether the space is mapped to a folder of the remote. Such a mirror has a repository of its own, with the remote's commits. */
    public boolean hasFolder() {
        return !options.folder().isEmpty();
    }

    /** Returns the branch at the remote that receives the wiki's commits while the two sides conflict: {@code gitsync/<space>}. */
    public String conflictBranch() {
        return "gitsync/" + space.value();
    }

    /** The direction in which commits flow. */
    public enum Direction {
        /** From the wiki to the remote only. */
        PUSH,
        /** From the remote to the wiki only. */
        PULL,
        /** Both ways. */
        BOTH;

        /** Returns whether commits of the wiki are pushed to the remote. */
        public boolean isOutwards() {
            return this != PULL;
        }

        /** Returns whether commits of the remote are brought into the wiki. */
        public boolean isInwards() {
            return this != PUSH;
        }
    }

    /**
     * The options of a mirror.
     *
     * @param direction the direction; {@link Direction#BOTH} by default
     * @param branch the short name of the branch at the remote, {@code main} by default
     * @param folder the folder of the remote that the space is mapped to, such as {@code docs} or {@code site/handbook}; empty
     *     for the whole repository, which is the default
     * @param credentials a reference that {@link MirrorSecrets} resolves, such as {@code stored} or {@code env:WIKI_REMOTE}, never a
     *     secret itself; empty for a remote that needs none
     * @param pollInterval how often the remote is asked for new commits, from 1 second to 365 days; 5 minutes by default
     */
    public record Options(
            Direction direction, String branch, String folder, Optional<String> credentials, Duration pollInterval) {
        private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
        private static final Duration LONGEST_POLL = Duration.ofDays(365);
        private static final Pattern REFERENCE = Pattern.compile("[a-z]{1,20}(?::[^\\s\\p{Cntrl}]{1,200})?");
        /** Control characters, and surrogates without their pair. */
        private static final Pattern IMPOSSIBLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

        /**
         * Checks the values.
         *
         * @throws InvalidInputException when a value is invalid; the message says which, and does not repeat it
         */
        public Options {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(credentials, "credentials");
            require(
                    isBranch(branch),
                    "The branch of a mirror must be the short name of a git branch, such as main, and must not be gitsync"
                            + " or begin with gitsync/");
            require(
                    folder.isEmpty() || Arrays.stream(folder.split("/", -1)).allMatch(Options::isFolderName),
                    "The folder of a mirror must be a path such as docs or site/handbook, without slashes at its ends");
            require(
                    credentials.isEmpty()
                            || REFERENCE.matcher(credentials.get()).matches(),
                    "The credentials of a mirror must be a reference such as stored or env:WIKI_REMOTE, and never the secret"
                            + " itself");
            require(
                    pollInterval.compareTo(SHORTEST_POLL) >= 0 && pollInterval.compareTo(LONGEST_POLL) <= 0,
                    "The poll interval of a mirror must be from 1 second to 365 days");
        }

        private static void require(boolean holds, String rule) {
            if (!holds) {
                throw new InvalidInputException(rule);
            }
        }

        private static boolean isBranch(String name) {
            return Repository.isValidRefName("refs/heads/" + name)
                    && !name.startsWith("-")
                    && !name.equals("HEAD")
                    && !(name + "/").startsWith("gitsync/");
        }

        private static boolean isFolderName(String name) {
            return EntryNames.flaw(name.getBytes(StandardCharsets.UTF_8)).isEmpty()
                    && !IMPOSSIBLE.matcher(name).find();
        }

        /** Returns the defaults. */
        public static Options defaults() {
            return new Options(Direction.BOTH, "main", "", Optional.empty(), Duration.ofMinutes(5));
        }

        /** Returns these options with another direction. */
        public Options direction(Direction other) {
            return new Options(other, branch, folder, credentials, pollInterval);
        }

        /** Returns these options with another branch. */
        public Options branch(String other) {
            return new Options(direction, other, folder, credentials, pollInterval);
        }

        /** Returns these options with another folder. */
        public Options folder(String other) {
            return new Options(direction, branch, other, credentials, pollInterval);
        }

        /** Returns these options with a reference to credentials. */
        public Options credentials(String reference) {
            return new Options(direction, branch, folder, Optional.of(reference), pollInterval);
        }

        /** Returns these options with another poll interval. */
        public Options pollInterval(Duration other) {
            return new Options(direction, branch, folder, credentials, other);
        }
    }
}
