/** The pages for browsers. */
@NullMarked
package dev.gitsync.demo.web;

import org.jspecify.annotations.NullMarked;
