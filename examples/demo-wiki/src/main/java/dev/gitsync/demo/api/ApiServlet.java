package dev.gitsync.demo.api;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.account.LimitedSignIn.NotCheckedException;
import dev.gitsync.demo.server.BodyPlaces;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.server.SecurityHeaders;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.servlet.identity.BasicCredentials;
import dev.gitsync.store.PageStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The JSON API. Who calls is known by HTTP Basic alone, never by the cookie of a browser. */
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiServlet.class);

    private final transient LimitedSignIn signIn;
    private final transient Library library;
    private final transient Routes<ApiHandler> routes;
    private final transient BodyPlaces places = new BodyPlaces();
    private final transient JsonMapper mapper = JsonMapper.builder().build();

    /** An API on these parts of the wiki. */
    public ApiServlet(Parts parts) {
        signIn = parts.signIn();
        library = parts.library();
        SpacesApi spaces = new SpacesApi(parts.store(), parts.sync());
        PagesApi pages = new PagesApi(parts.desk(), parts.pages(), parts.sync(), new Bodies(mapper));
        routes = new Routes<ApiHandler>()
                .add("GET", "/spaces", spaces::list)
                .add("GET", "/spaces/{space}/pages", spaces::pages)
                .add("POST", "/spaces/{space}/pages", pages::create)
                .add("POST", "/spaces/{space}/verify", spaces::verify)
                .add("GET", "/pages/{id}", pages::read)
                .add("PUT", "/pages/{id}", pages::change)
                .add("DELETE", "/pages/{id}", pages::delete)
                .add("POST", "/pages/{id}/restore", pages::restore)
                .add("GET", "/pages/{id}/revisions", pages::revisions);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SecurityHeaders.set(response);
        try {
            Optional<Account> account = account(request);
            if (account.isEmpty()) {
                response.setHeader("WWW-Authenticate", "Basic realm=\"wiki\", charset=\"UTF-8\"");
                send(response, ApiReply.error(401, "Sign in with the name and password of an account."));
                return;
            }
            send(response, reply(request, account.get()));
        } catch (NotCheckedException e) {
            response.setHeader("Retry-After", e.retryAfter());
            send(response, ApiReply.error(e.status(), e.sentence()));
        } catch (StoreException e) {
            LOG.warn("A sign-in could not be checked", e);
            send(response, ApiReply.error(503, "The wiki can't reach its data right now; try again."));
        }
    }

    private Optional<Account> account(HttpServletRequest request) {
        return BasicCredentials.of(request)
                .flatMap(credentials -> signIn.check(request, credentials.userName(), credentials.password()));
    }

    private ApiReply reply(HttpServletRequest request, Account account) {
        try {
            String path = request.getPathInfo() == null ? "" : request.getPathInfo();
            Routes.Found<ApiHandler> found = routes.find(request.getMethod(), path);
            ApiCall call = new ApiCall(request, account, library, found.parameters());
            return request.getMethod().equals("GET")
                    ? found.handler().handle(call)
                    : places.with(account.name(), () -> found.handler().handle(call));
        } catch (HttpProblem e) {
            return ApiReply.error(e.status(), e.sentence());
        } catch (OutcomeUnknownException e) {
            LOG.warn("It is not known what became of a request", e);
            return ApiReply.error(503, "It is not known whether this was saved; look before you try again.");
        } catch (StoreRejectedException e) {
            LOG.error("The database rejected an API request", e);
            return ApiReply.error(500, "Something went wrong here; the log of the server says more.");
        } catch (StoreException e) {
            LOG.warn("An API request failed", e);
            return ApiReply.error(503, "The wiki can't reach its data right now; try again.");
        } catch (RuntimeException e) {
            LOG.error("An API request failed", e);
            return ApiReply.error(500, "Something went wrong here; the log of the server says more.");
        }
    }

    private void send(HttpServletResponse response, ApiReply reply) throws IOException {
        byte[] body = mapper.writeValueAsBytes(reply.body());
        response.setStatus(reply.status());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        if (reply.version() != null) {
            response.setHeader("ETag", "\"" + reply.version() + "\"");
        }
        if (reply.location() != null) {
            response.setHeader("Location", reply.location());
        }
        response.getOutputStream().write(body);
    }

    /** What the API works on. */
    public record Parts(
            LimitedSignIn signIn, Library library, Desk desk, PageStore store, JdbiPages pages, SpaceSync sync) {}
}
