/** What all pages share: who visits, the frame around them, links, replies. */
@NullMarked
package dev.gitsync.demo.web.frame;

import org.jspecify.annotations.NullMarked;
