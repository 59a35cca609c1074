/** Audit events: who did what, when and from where, for an audit trail and for metrics. */
@NullMarked
package dev.gitsync.audit;

import org.jspecify.annotations.NullMarked;
