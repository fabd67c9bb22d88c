package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeTextTest {
  @Test
  void slowChipsAreNotRoundedToWholePictures() {
    assertThat(TimeText.rate(0.62)).isEqualTo("0.62");
    assertThat(TimeText.rate(0.004)).isEqualTo("0.004");
    assertThat(TimeText.rate(32.3)).isEqualTo("32");
  }
}
