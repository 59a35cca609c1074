package dev.gitsync.demo.web;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists, issues and revokes the visitor's tokens for git. */
final class TokenActions {
    private static final String PAGE = "/account/tokens";
    private static final String SECRET = "tokenSecret";

    private TokenActions() {}

    private static AccessTokens tokens(Visit visit) {
        return visit.wiki().people().tokens();
    }

    static Reply show(Visit visit) {
        return page(visit).with("secret", visit.session().take(SECRET));
    }

    private static Reply.View page(Visit visit) {
        return Reply.view(visit, "tokens")
                .with("tokens", tokens(visit).ofUser(visit.account().name()))
                .with("spaces", visit.spaces());
    }

    /** The secret passes through the session, so that reloading the page neither shows it again nor issues another token. */
    static Reply create(Visit visit) {
        try {
            AccessTokens.Issued issued = tokens(visit)
                    .issue(
                            visit.account().name(),
                            visit.field("label").strip(),
                            spaces(visit),
                            visit.field("right").equals("write") ? AccessToken.Right.WRITE : AccessToken.Right.READ,
                            lifetime(visit));
            visit.session().keep(SECRET, issued.secret());
            return new Reply.Redirect(PAGE);
        } catch (InvalidInputException e) {
            return page(visit).problem(422, e.getMessage() + ".");
        }
    }

    private static Set<SpaceId> spaces(Visit visit) {
        String @Nullable [] sent = visit.request().getParameterValues("space");
        Set<String> chosen = sent == null ? Set.of() : Set.copyOf(Arrays.asList(sent));
        Set<SpaceId> spaces = visit.spaces().stream()
                .map(OpenSpace::id)
                .filter(space -> chosen.contains(space.value()))
                .collect(Collectors.toSet());
        if (spaces.size() != chosen.size()) {
            throw HttpProblem.notFound();
        }
        return spaces;
    }

    private static Duration lifetime(Visit visit) {
        String days = visit.field("days");
        if (!days.matches("\\d{1,4}")) {
            throw new InvalidInputException("The number of days is missing");
        }
        return Duration.ofDays(Integer.parseInt(days));
    }

    static Reply revoke(Visit visit) {
        if (!tokens(visit).revoke(visit.account().name(), visit.segment("token"))) {
            throw HttpProblem.notFound();
        }
        return new Reply.Redirect(PAGE);
    }
}
