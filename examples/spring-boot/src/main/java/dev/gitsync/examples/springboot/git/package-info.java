/**
 * Connects the wiki to gitsync, in one of two ways: {@link ArticleListing} lists all articles of a book, while {@link ArticleReader} and {@link
 * ArticleWriter} read the history and write within the transaction of the repository.
 */
@NullMarked
package dev.gitsync.examples.springboot.git;

import org.jspecify.annotations.NullMarked;
