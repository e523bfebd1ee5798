/**
 * When to fire: a policy looks at each frame and decides. Knows no device.
 */
package org.phasor.trigger;
