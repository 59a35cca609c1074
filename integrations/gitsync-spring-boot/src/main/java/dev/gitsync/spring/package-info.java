/**
 * gitsync in an application of Spring Boot 3.5 or 4: one dependency, properties below {@code gitsync}, and one bean that connects the
 * wiki, a {@link dev.gitsync.store.PageStore} or a {@link dev.gitsync.store.listing.PageListing}. {@code docs/spring-boot.md} is the
 * guide.
 */
@NullMarked
package dev.gitsync.spring;

import org.jspecify.annotations.NullMarked;
