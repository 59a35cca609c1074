package dev.gitsync.internal.history;

import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The message of a commit as the wiki stores it with each page that the commit changed: a message longer than {@value
 * #MAX_LENGTH} characters is cut and marked as cut. Git keeps all of it.
 */
final class RevisionMessage {
    static final int MAX_LENGTH = 16_384;

    private RevisionMessage() {}

    static String of(RevCommit commit) {
        String message = commit.getFullMessage().stripTrailing();
        if (message.length() <= MAX_LENGTH) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return message.substring(0, end) + "\n\n… " + (message.length() - end) + " more characters in git: git show -s "
                + commit.name();
    }
}
