/**
 * Measurements that the README quotes.
 */
package org.phasor.benchmarks;
