/** The pages that people see. */
@NullMarked
package dev.gitsync.demo.web;

import org.jspecify.annotations.NullMarked;
