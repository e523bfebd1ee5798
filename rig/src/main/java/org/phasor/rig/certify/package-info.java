/** {@code phasor certify}: a session under a chosen load, what it took, and whether that will do. */
package org.phasor.rig.certify;
