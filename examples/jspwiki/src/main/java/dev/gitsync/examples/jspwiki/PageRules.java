package dev.gitsync.examples.jspwiki;

import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.api.core.Acl;
import org.apache.wiki.api.core.Page;
import org.apache.wiki.auth.acl.AclManager;
import org.apache.wiki.auth.permissions.PagePermission;

/**
 * The rules within single pages, such as <code>[{ALLOW view Admin}]</code>. Everybody who may read a repository reads all of its pages;
 * so a page that not every user may read is not in git.
 */
final class PageRules {
    private static final Pattern ALLOW = Pattern.compile("\\[\\{\\s*ALLOW\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOR_ALL =
            Pattern.compile("\\[\\{\\s*ALLOW\\s+view\\s+(All|Authenticated)\\s*\\}\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERBATIM = Pattern.compile("\\{\\{\\{.*?\\}\\}\\}", Pattern.DOTALL);
    private static final Set<String> EVERYBODY = Set.of("All", "Authenticated");

    private PageRules() {}

    /** Whether every user with an account may read a page. */
    static boolean isForAll(WikiEngine engine, Page page, String text) {
        if (!ALLOW.matcher(text).find()) {
            return true;
        }
        Acl rules = engine.getManager(AclManager.class).getPermissions(page);
        return rules == null
                || rules.isEmpty()
                || Arrays.stream(rules.findPrincipals(new PagePermission(page, "view")))
                        .map(Principal::getName)
                        .anyMatch(EVERYBODY::contains);
    }

    /** Whether a pushed text would hide its page from some users, and thereby from git. */
    static boolean hides(String text) {
        String markup = VERBATIM.matcher(text).replaceAll("");
        return ALLOW.matcher(markup).find() && !FOR_ALL.matcher(markup).find();
    }
}
