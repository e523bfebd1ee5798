/** Reports as pages: one HTML file each, with nothing from elsewhere, the same for the same data. */
package org.phasor.recordings.page;
