/**
 * What happened, in text files that no one can change unseen: the audit log of a session and the dose ledger of a
 * subject, on one chain of hashes (docs/file-formats.md). Neither belongs on the loop thread: they write to a disk.
 */
package org.phasor.recordings.audit;
