package org.phasor.lsl.liblsl;

import com.sun.jna.Pointer;
import java.util.function.Consumer;

/**
 * An object of liblsl that several threads use: destroyed once, by whoever is last, never under a call that is still in
 * it. Safe for any thread.
 */
final class NativeHandle {

    private final Pointer pointer;
    private final Consumer<Pointer> destroy;
    private int users;
    private boolean closed;

    NativeHandle(Pointer pointer, Consumer<Pointer> destroy) {
        this.pointer = pointer;
        this.destroy = destroy;
    }

    /** For use between {@link #enter} and {@link #leave} only. */
    Pointer pointer() {
        return pointer;
    }

    /** False when it is closed: the pointer must not be used. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            users--;
            last = closed && users == 0;
        }
        if (last) {
            destroy.accept(pointer);
        }
    }

    /** Nobody enters any more; false when it was closed before. */
    boolean close() {
        boolean last;
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
            last = users == 0;
        }
        if (last) {
            destroy.accept(pointer);
        }
        return true;
    }
}
