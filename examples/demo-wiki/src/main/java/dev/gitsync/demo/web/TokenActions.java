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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The visitor's own tokens for git. */
final class TokenActions {
    private static final String PAGE = "/account/tokens";
    private static final String SECRET = "tokenSecret";

    private final AccessTokens tokens;

    TokenActions(AccessTokens tokens) {
        this.tokens = tokens;
    }

    Reply show(Visit visit) {
        return page(200, visit, "", visit.session().take(SECRET));
    }

    private Reply page(int status, Visit visit, String problem, String secret) {
        return Reply.view(
                status,
                visit,
                "tokens",
                Map.of(
                        "tokens",
                        tokens.ofUser(visit.account().name()),
                        "spaces",
                        visit.spaces(),
                        "problem",
                        problem,
                        "secret",
                        secret));
    }

    /** The secret goes through the session, so that loading the page again neither shows it nor makes another token. */
    Reply create(Visit visit) {
        try {
            AccessTokens.Issued issued = tokens.issue(
                    visit.account().name(), visit.field("label").strip(), spaces(visit), right(visit), lifetime(visit));
            visit.session().keep(SECRET, issued.secret());
            return new Reply.Redirect(PAGE);
        } catch (InvalidInputException e) {
            return page(422, visit, e.getMessage() + ".", "");
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

    private static AccessToken.Right right(Visit visit) {
        return visit.field("right").equals("write") ? AccessToken.Right.WRITE : AccessToken.Right.READ;
    }

    private static Duration lifetime(Visit visit) {
        String days = visit.field("days");
        if (!days.matches("\\d{1,4}")) {
            throw new InvalidInputException("The number of days is missing");
        }
        return Duration.ofDays(Integer.parseInt(days));
    }

    Reply revoke(Visit visit) {
        if (!tokens.revoke(visit.account().name(), visit.parameter("token"))) {
            throw HttpProblem.notFound();
        }
        return new Reply.Redirect(PAGE);
    }
}
