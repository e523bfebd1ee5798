/** The control socket: how other programs of the same user stop, hold, mark and watch a running session. */
package org.phasor.rig.control;
