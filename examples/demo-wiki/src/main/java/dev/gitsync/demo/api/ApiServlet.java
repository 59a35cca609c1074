package dev.gitsync.demo.api;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.LimitedSignIn;
import dev.gitsync.demo.server.RequestLimit;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.servlet.identity.Authentication.Authenticated;
import dev.gitsync.servlet.identity.Authenticator;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JSON API. It authenticates with HTTP Basic only, never with the cookie of a browser.
 */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Wiki wiki;
    private final transient RequestLimit limit = new RequestLimit();
    private final transient Routes<Function<Visit, ApiReply>> routes = new Routes<Function<Visit, ApiReply>>()
            .add("GET", "/spaces", SpacesApi::list)
            .add("GET", "/spaces/{space}/pages", SpacesApi::pages)
            .add("POST", "/spaces/{space}/pages", PagesApi::create)
            .add("POST", "/spaces/{space}/verify", SpacesApi::verify)
            .add("GET", "/pages/{id}", PagesApi::read)
            .add("PUT", "/pages/{id}", PagesApi::change)
            .add("DELETE", "/pages/{id}", PagesApi::delete)
            .add("POST", "/pages/{id}/restore", PagesApi::restore)
            .add("GET", "/pages/{id}/revisions", PagesApi::revisions);

    /** Serves {@code wiki}. */
    public ApiServlet(Wiki wiki) {
        this.wiki = wiki;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        ApiReply reply;
        try {
            reply = reply(request, response);
            response.setStatus(reply.status());
        } catch (RuntimeException e) {
            HttpProblem problem = HttpProblem.of(e);
            problem.sendHead(response);
            reply = ApiReply.error(problem.status(), problem.sentence());
        }
        byte[] body = ApiReply.JSON.writeValueAsBytes(reply.body());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (reply.version() != null) {
            response.setHeader("ETag", "\"" + reply.version() + "\"");
        }
        if (reply.status() == 201) {
            response.setHeader(
                    "Location", "/api/pages/" + reply.body().path("id").stringValue());
        }
        response.getOutputStream().write(body);
    }

    private ApiReply reply(HttpServletRequest request, HttpServletResponse response) {
        Optional<Account> account = account(request);
        if (account.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"wiki\", charset=\"UTF-8\"");
            return ApiReply.error(401, "Sign in with the name and password of an account.");
        }
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        Routes.Found<Function<Visit, ApiReply>> found = routes.find(request.getMethod(), path);
        Visit call = new Visit(request, account.get(), wiki, found.path());
        return request.getMethod().equals("GET")
                ? found.handler().apply(call)
                : limit.run(account.get().name(), () -> found.handler().apply(call));
    }

    private Optional<Account> account(HttpServletRequest request) {
        LimitedSignIn signIn = wiki.people().signIn();
        Authenticator basic = new BasicAuthenticator(
                (name, password) -> signIn.check(request, name, password).map(Account::user));
        return basic.authenticate(request) instanceof Authenticated known
                ? wiki.people().accounts().find(known.user().id())
                : Optional.empty();
    }
}
