package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class OperatorPageTest {
  private static final Path PAGE = Path.of("docs", "operators.md");

  @Test
  void thePageIsWhatTheTableSays() throws IOException {
    String page = OperatorTable.all().markdown();
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(Path.of("docs"));
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE)
        .as(
            "docs/operators.md is stale; ./mvnw test -Dtest=OperatorPageTest -Dgolden.rewrite=true writes it anew")
        .content()
        .isEqualTo(page);
  }

  @Test
  void thereAreAtLeast110Operators() {
    assertThat(OperatorTable.all().entries()).hasSizeGreaterThanOrEqualTo(110);
  }
}
