package dev.gitsync.examples.articles;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/** Translates the ids and contents of articles and files to those of pages and attachments, and back. */
final class ArticleTranslation {
    private ArticleTranslation() {}

    static PageId id(long article) {
        return new PageId(Long.toString(article));
    }

    /** The number of an article, or -1 if the id is not one of an article. */
    static long number(PageId id) {
        try {
            return Long.parseLong(id.value());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static PageContent content(@Nullable Long above, String title, @Nullable String body) {
        return new PageContent(above == null ? null : id(above), title, body);
    }

    static AttachmentContent content(ArticleFile.Draft draft) {
        Long article = draft.article();
        return new AttachmentContent(
                article == null ? null : id(article), draft.name(), new ContentHash(draft.hash()), draft.size());
    }

    static ArticleFile.Draft draft(AttachmentContent content) {
        PageId page = content.page();
        return new ArticleFile.Draft(
                page == null ? null : number(page),
                content.name(),
                content.hash().value(),
                content.size());
    }

    static Article.Draft draft(PageContent content) {
        PageId parent = content.parent();
        return new Article.Draft(parent == null ? null : number(parent), content.title(), content.text());
    }
}
