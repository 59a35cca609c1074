package dev.gitsync.examples.jspwiki;

import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.servlet.identity.PasswordCheck;
import java.security.Permission;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.api.core.Session;
import org.apache.wiki.api.spi.Wiki;
import org.apache.wiki.auth.AuthenticationManager;
import org.apache.wiki.auth.AuthorizationManager;
import org.apache.wiki.auth.WikiSecurityException;
import org.apache.wiki.auth.permissions.AllPermission;
import org.apache.wiki.auth.permissions.PagePermission;

/**
 * Signs users in with JSPWiki's own accounts, and asks JSPWiki for their rights. A user keeps the session of the last sign-in, as in a
 * browser; git signs in with each request.
 */
final class WikiUsers implements PasswordCheck {
    private final WikiEngine engine;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    WikiUsers(WikiEngine engine) {
        this.engine = engine;
    }

    @Override
    public Optional<WikiUser> check(String userName, String password) {
        try {
            Session session = Wiki.session().guest(engine);
            if (!engine.getManager(AuthenticationManager.class).login(session, null, userName, password)) {
                return Optional.empty();
            }
            sessions.put(userName, session);
            String name = session.getUserPrincipal().getName();
            return Optional.of(new WikiUser(userName, new Person(name, "")));
        } catch (WikiSecurityException e) {
            return Optional.empty();
        }
    }

    /** The right on all pages. Rules of single pages come on top, when the page is written. */
    Access access(WikiUser user, Space space) {
        Session session = session(user.id());
        if (isAllowed(session, new AllPermission(engine.getApplicationName()))) {
            return Access.MAINTAIN;
        }
        if (isAllowed(session, PagePermission.EDIT)) {
            return Access.WRITE;
        }
        return isAllowed(session, PagePermission.VIEW) ? Access.READ : Access.NONE;
    }

    /** The name that JSPWiki shows as the author of a user's changes. */
    String author(String user) {
        return sessions.containsKey(user) ? session(user).getUserPrincipal().getName() : user;
    }

    /** Refuses what a user may not do with a page. */
    void require(String user, String page, String action) {
        if (!isAllowed(session(user), new PagePermission(engine.getApplicationName() + ":" + page, action))) {
            throw new RuleException("JSPWiki does not allow you to " + action + " the page '" + page + "'.");
        }
    }

    private boolean isAllowed(Session session, Permission permission) {
        return engine.getManager(AuthorizationManager.class).checkPermission(session, permission);
    }

    private Session session(String user) {
        return Objects.requireNonNullElseGet(
                sessions.get(user), () -> Wiki.session().guest(engine));
    }
}
