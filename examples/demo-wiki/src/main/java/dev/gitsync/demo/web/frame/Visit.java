package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.SiteAddress;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.Library;
import dev.gitsync.demo.wiki.OpenSpace;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** A request by someone who has signed in. */
public record Visit(
        HttpServletRequest request, Session session, Account account, Library library, Map<String, String> parameters) {

    /** The space in the path. */
    public OpenSpace space() {
        return library.space(account, parameter("space")).orElseThrow(HttpProblem::notFound);
    }

    /** The space in the path, for a change. */
    public OpenSpace writableSpace() {
        return requireWritable(space());
    }

    /** The page in the path, live. */
    public FoundPage page() {
        return library.page(account, parameter("id"))
                .filter(page -> !page.isDeleted())
                .orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live or in the trash. */
    public FoundPage pageOrTrashed() {
        return library.page(account, parameter("id")).orElseThrow(HttpProblem::notFound);
    }

    /** The page in the path, live, for a change. */
    public FoundPage writablePage() {
        FoundPage page = page();
        requireWritable(page.in());
        return page;
    }

    private static OpenSpace requireWritable(OpenSpace space) {
        if (!space.isWritable()) {
            throw HttpProblem.readOnly();
        }
        return space;
    }

    /** The space in the path, for whoever operates it; to all others there is nothing here. */
    public OpenSpace operatedSpace() {
        OpenSpace space = space();
        if (!space.isOperated()) {
            throw HttpProblem.notFound();
        }
        return space;
    }

    /** Refuses everybody but administrators, for whom alone this address exists. */
    public void requireAdmin() {
        if (!account.isAdmin()) {
            throw HttpProblem.notFound();
        }
    }

    /** A {@code {name}} of the path. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A field of the form or the query; empty when it is not there. */
    public String field(String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** A field of the form that is a version. */
    public long version() {
        String version = field("version");
        if (!version.matches("\\d{1,18}")) {
            throw new HttpProblem(400, "The form does not say which version of the page it is about.");
        }
        return Long.parseLong(version);
    }

    /** Where the wiki is, as the visitor sees it. */
    public SiteAddress site() {
        return SiteAddress.of(request);
    }
}
