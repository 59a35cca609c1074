/** The wiki: articles with JPA, their history with Envers, accounts with Spring Security. It knows nothing of git. */
@NullMarked
package dev.gitsync.examples.springboot.wiki;

import org.jspecify.annotations.NullMarked;
