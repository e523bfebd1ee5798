/**
 * Native liblsl behind the interfaces of {@code org.phasor.lsl}, bound by JNA. Start with {@link
 * org.phasor.lsl.liblsl.NativeLsl}. Nothing else in the project knows JNA.
 */
package org.phasor.lsl.liblsl;
