/**
 * BrainVision Core: a text header, a file of numbers and a text file of markers.
 */
package org.phasor.recordings.brainvision;
