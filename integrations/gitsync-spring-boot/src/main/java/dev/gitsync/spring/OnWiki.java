package dev.gitsync.spring;

import dev.gitsync.store.PageStore;
import dev.gitsync.store.listing.PageListing;
import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Conditional;

/** Matches if gitsync is not switched off, and the application has a bean that connects its wiki. */
final class OnWiki extends AllNestedConditions {
    OnWiki() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnProperty(prefix = "gitsync", name = "enabled", matchIfMissing = true)
    static final class Enabled {}

    @Conditional(OnBean.class)
    static final class Connected {}

    static final class OnBean extends AnyNestedCondition {
        OnBean() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBean(PageStore.class)
        static final class Store {}

        @ConditionalOnBean(PageListing.class)
        static final class Listing {}
    }
}
