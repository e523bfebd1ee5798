/**
 * XDF 1.0 (github.com/sccn/xdf/wiki/Specifications): an append-only writer and a reader that survives damaged files.
 */
package org.phasor.recordings.xdf;
