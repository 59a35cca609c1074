package dev.gitsync.examples.springboot.git;

import dev.gitsync.examples.springboot.wiki.ArticleRepository;
import dev.gitsync.examples.springboot.wiki.ArticleService;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.spring.database.SpringTransactions;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.listing.ListingPageStore;
import dev.gitsync.store.listing.RepositoryListingMemory;
import dev.gitsync.store.transactional.TransactionalPageStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The one bean that gitsync needs. A real application has one of the two. */
@Configuration(proxyBeanMethods = false)
class GitConfiguration {
    /** The listing way: each push is one transaction of the wiki, and the repositories are on disk. */
    @Bean
    @Profile("listing")
    PageStore listedPages(
            ArticleService service,
            ArticleRepository articles,
            PlatformTransactionManager manager,
            RepositoryStore repositories) {
        return ListingPageStore.builder(
                        new ArticleListing(service, articles, manager), new RepositoryListingMemory(repositories))
                .transactions(new SpringTransactions(manager))
                .build();
    }

    /** The transactional way: articles, their history and the repository change in one transaction. */
    @Bean
    @Profile("!listing")
    PageStore transactionalPages(
            ArticleService service, ArticleRepository articles, JdbcClient sql, TransactionRunner transactions) {
        return new TransactionalPageStore(
                new ArticleReader(sql), new ArticleWriter(service, new Articles(articles), sql), transactions);
    }
}
