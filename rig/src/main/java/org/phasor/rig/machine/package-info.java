/** The machine under the rig: what stops its threads, and what is asked of the operating system so that less does. */
package org.phasor.rig.machine;
