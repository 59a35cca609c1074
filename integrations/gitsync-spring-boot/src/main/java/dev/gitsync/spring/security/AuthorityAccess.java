package dev.gitsync.spring.security;

import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Space;
import dev.gitsync.spring.GitSyncProperties.AccessRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Derives the access of a user, which is the same for all spaces, from the user's current authorities. */
final class AuthorityAccess implements SpaceAccess {
    private static final String EVERYONE = "*";

    private final GitSyncUsers users;
    private final AccessRules rules;

    AuthorityAccess(GitSyncUsers users, AccessRules rules) {
        this.users = users;
        this.rules = rules;
    }

    @Override
    public Access access(WikiUser user, Space space) {
        return access(user);
    }

    /** Returns whether the user may use the operations. */
    boolean isOperator(WikiUser user) {
        return access(user) == Access.MAINTAIN;
    }

    private Access access(WikiUser user) {
        return users.authentication(user.id()).map(this::access).orElse(Access.NONE);
    }

    private Access access(Authentication user) {
        Set<String> authorities = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        if (isGiven(rules.maintain(), authorities)) {
            return Access.MAINTAIN;
        }
        if (isGiven(rules.write(), authorities)) {
            return Access.WRITE;
        }
        return isGiven(rules.read(), authorities) ? Access.READ : Access.NONE;
    }

    private static boolean isGiven(List<String> needed, Set<String> authorities) {
        return needed.contains(EVERYONE) || needed.stream().anyMatch(authorities::contains);
    }
}
