package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final StringWriter screen = new StringWriter();
  private long now = 1_000;

  private TerminalProgress progress(boolean terminal) {
    return new TerminalProgress(new PrintWriter(screen), () -> now, () -> terminal);
  }

  private void steps(TerminalProgress progress, int last) {
    for (int done = 0; done <= last; done++) {
      progress.step("calibrating", done, 100);
      now += 250_000_000L;
    }
  }

  @Test
  void appearsAfterTwoSecondsWithRateAndTimeLeft() {
    TerminalProgress progress = progress(true);
    steps(progress, 7);
    assertThat(screen.toString()).isEmpty();
    progress.step("calibrating", 8, 100);
    assertThat(screen.toString())
        .isEqualTo(Terminal.CLEAR_LINE + "calibrating  8 of 100  8 %  4.00/s  23 s left");
  }

  @Test
  void clearsItselfAtTheEnd() {
    steps(progress(true), 100);
    assertThat(screen.toString()).endsWith(Terminal.CLEAR_LINE);
  }

  @Test
  void isSilentWhenThereIsNoTerminal() {
    steps(progress(false), 100);
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void isSilentForQuickWork() {
    TerminalProgress progress = progress(true);
    for (int work = 0; work < 50; work++) {
      steps(progress, 0);
      progress.step("layer " + work, 1, 1);
    }
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void stepsThatArriveLateDoNotTurnItBack() {
    TerminalProgress progress = progress(true);
    steps(progress, 50);
    progress.step("calibrating", 12, 100);
    String before = screen.toString();
    now += 1_000_000_000L;
    progress.step("calibrating", 12, 100);
    assertThat(screen.toString().substring(before.length())).contains("50 of 100");
  }
}
