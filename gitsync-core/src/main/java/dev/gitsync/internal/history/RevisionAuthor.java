package dev.gitsync.internal.history;

import dev.gitsync.model.Person;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * The author of a commit as the wiki stores it with each page that the commit changed: a name or an address longer than
 * {@value #MAX_LENGTH} characters is cut. Git keeps all of it.
 */
final class RevisionAuthor {
    static final int MAX_LENGTH = 256;

    private RevisionAuthor() {}

    static Person of(PersonIdent author) {
        return new Person(cut(author.getName()), cut(author.getEmailAddress()));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = MAX_LENGTH - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
