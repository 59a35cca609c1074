/** A small real wiki with gitsync in it. {@link dev.gitsync.demo.DemoWiki} puts the parts together. */
@NullMarked
package dev.gitsync.demo;

import org.jspecify.annotations.NullMarked;
