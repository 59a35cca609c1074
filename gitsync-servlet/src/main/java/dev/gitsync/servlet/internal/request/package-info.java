/** What both servlets do with a request: authentication, limits, error responses and the audit trail. */
@NullMarked
package dev.gitsync.servlet.internal.request;

import org.jspecify.annotations.NullMarked;
