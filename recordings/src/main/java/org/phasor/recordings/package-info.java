/**
 * Files: write everything a session did, read it and others' formats, feed it again.
 */
package org.phasor.recordings;
