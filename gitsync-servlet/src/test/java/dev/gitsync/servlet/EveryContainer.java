package dev.gitsync.servlet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Runs a test class on Jetty, Tomcat 10.1 and Tomcat 11, because its behaviour depends on the container: requests,
 * headers, sign-in, chunked, slow and truncated bodies, and clients that disconnect. All other tests run once, on
 * Jetty. The largest classes run on Tomcat only with the profile {@code containers}; see {@code pom.xml}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("every-container")
@interface EveryContainer {}
