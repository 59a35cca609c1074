/** What git clients talk to: services for fetch and push, what they are shown, and the words they get. */
@NullMarked
package dev.gitsync.internal.transport;

import org.jspecify.annotations.NullMarked;
