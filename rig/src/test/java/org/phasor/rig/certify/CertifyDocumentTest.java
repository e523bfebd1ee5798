package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds docs/certify.md to the limits of the code. */
@Timeout(10)
class CertifyDocumentTest {

    @Test
    void everyLimitStandsInThePageWithItsDefaultAndReason() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "certify.md"));
        for (CertifyLimit limit : CertifyLimit.values()) {
            String byDefault = Double.isNaN(limit.byDefault())
                    ? "the horizon"
                    : Numbers.plain(limit.byDefault()) + ' ' + limit.unit();
            assertThat(lines)
                    .contains("| `" + limit.key() + "` | `" + limit.option() + "` | " + byDefault + " | "
                            + limit.reason() + " |");
        }
    }
}
