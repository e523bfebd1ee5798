package org.phasor.lsl.liblsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeHandleTest {

    private final AtomicInteger destroyed = new AtomicInteger();
    private final NativeHandle handle = new NativeHandle(Pointer.createConstant(64), p -> destroyed.incrementAndGet());

    @Test
    void isDestroyedAtOnceWhenNobodyIsInIt() {
        assertThat(handle.close()).isTrue();
        assertThat(destroyed).hasValue(1);
        assertThat(handle.close()).isFalse();
        assertThat(handle.enter()).isFalse();
        assertThat(destroyed).hasValue(1);
    }

    @Test
    void isDestroyedByTheLastToLeave() {
        handle.enter();
        handle.enter();
        handle.close();
        handle.leave();
        assertThat(destroyed).hasValue(0);
        assertThat(handle.enter()).isFalse();
        handle.leave();
        assertThat(destroyed).hasValue(1);
    }

    @Test
    void staysWhileItIsOpen() {
        handle.enter();
        handle.leave();
        assertThat(destroyed).hasValue(0);
    }
}
