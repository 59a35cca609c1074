package dev.gitsync.demo.web.account;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import dev.gitsync.token.AccessTokens;
import dev.gitsync.token.TokenRight;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The visitor's own tokens for git. */
public final class TokenActions {
    private static final String PAGE = "/account/tokens";
    private static final String SECRET = "tokenSecret";

    private final AccessTokens tokens;

    /** Actions on these parts of the wiki. */
    public TokenActions(WikiParts parts) {
        tokens = parts.people().tokens();
    }

    /** Says which addresses lead here. */
    public void addTo(Routes<Handler> routes) {
        routes.add("GET", PAGE, this::show)
                .add("POST", PAGE, this::create)
                .add("POST", PAGE + "/{token}/revoke", this::revoke);
    }

    private Reply show(Visit visit) {
        return page(visit, 200, "", visit.session().take(SECRET));
    }

    private Reply page(Visit visit, int status, String problem, Optional<String> secret) {
        String me = visit.account().name();
        return new Reply.Document(
                status,
                TokenView.show(visit, tokens.ofUser(me), visit.library().spaces(visit.account()), problem, secret));
    }

    /** The secret goes through the session, so that loading the page again neither shows it nor makes another token. */
    private Reply create(Visit visit) {
        try {
            AccessTokens.Issued issued = tokens.issue(
                    visit.account().name(), visit.field("label").strip(), spaces(visit), right(visit), lifetime(visit));
            visit.session().keep(SECRET, issued.secret());
            return new Reply.Redirect(PAGE);
        } catch (InvalidInputException e) {
            return page(visit, 422, e.getMessage() + ".", Optional.empty());
        }
    }

    private static Set<SpaceId> spaces(Visit visit) {
        List<String> chosen = Optional.ofNullable(visit.request().getParameterValues("space"))
                .map(Arrays::asList)
                .orElse(List.of());
        Set<SpaceId> visible = visit.library().spaces(visit.account()).stream()
                .map(OpenSpace::id)
                .collect(Collectors.toSet());
        Set<SpaceId> spaces =
                visible.stream().filter(space -> chosen.contains(space.value())).collect(Collectors.toSet());
        if (spaces.size() != Set.copyOf(chosen).size()) {
            throw HttpProblem.notFound();
        }
        return spaces;
    }

    private static TokenRight right(Visit visit) {
        return visit.field("right").equals("write") ? TokenRight.WRITE : TokenRight.READ;
    }

    private static Duration lifetime(Visit visit) {
        String days = visit.field("days");
        if (!days.matches("\\d{1,4}")) {
            throw new InvalidInputException("The number of days is missing");
        }
        return Duration.ofDays(Integer.parseInt(days));
    }

    private Reply revoke(Visit visit) {
        if (!tokens.revoke(visit.account().name(), visit.parameter("token"))) {
            throw HttpProblem.notFound();
        }
        return new Reply.Redirect(PAGE);
    }
}
