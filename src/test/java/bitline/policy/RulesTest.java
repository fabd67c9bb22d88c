package bitline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void load() {
    assertThat(Rules.standard().all()).hasSizeGreaterThan(30);
  }
}
