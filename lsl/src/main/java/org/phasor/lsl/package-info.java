/**
 * Lab Streaming Layer in pure Java: outlets, inlets, discovery and time synchronisation. Stands alone.
 */
package org.phasor.lsl;
