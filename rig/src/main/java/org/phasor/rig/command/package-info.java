/**
 * The command line: one class per command, each with an example in its {@code --help}.
 */
package org.phasor.rig.command;
