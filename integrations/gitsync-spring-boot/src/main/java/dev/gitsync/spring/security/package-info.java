/** Connects gitsync with Spring Security 6 or 7: sign-in, access by authorities, and pushes that run as their user. */
@NullMarked
package dev.gitsync.spring.security;

import org.jspecify.annotations.NullMarked;
