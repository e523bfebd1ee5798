package org.phasor.rig.machine;

/**
 * What a rig file asks of the machine: the section {@code [rig]}.
 *
 * @param sleeps whether the loop thread sleeps while there is nothing to do, so that it can be a real-time thread
 * @param loopCore {@code auto}, {@code none} or a core's number
 * @param lockMemory {@code auto}, {@code yes} or {@code no}
 * @param priority {@code auto}, {@code normal} or {@code realtime}
 */
public record MachineWishes(boolean sleeps, String loopCore, String lockMemory, String priority) {

    /** Everything as it is when a rig file says nothing. */
    public static MachineWishes auto(boolean sleeps) {
        return new MachineWishes(sleeps, "auto", "auto", "auto");
    }
}
