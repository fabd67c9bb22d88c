package bitline.cli;

import bitline.base.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// One line on standard error that says how far a long computation is, how fast, and how long it
/// will take: `calibrating 120 of 400 30 % 24.1/s 12 s left`. It appears after two seconds of the
/// same work, ten times a second at most, and clears itself. Draws nothing when standard error is
/// not a terminal.
final class TerminalProgress implements Progress {
  private static final long SECOND = 1_000_000_000L;
  private static final long APPEARS_AFTER = 2 * SECOND;
  private static final long BETWEEN = SECOND / 10;
  private static final int WIDTH = 79;

  private final PrintWriter err;
  private final LongSupplier nanoTime;
  private final BooleanSupplier terminal;

  private String what = "";
  private long began;
  private long doneAtBegin;
  private long drawn;
  private long most;
  private boolean visible;
  private boolean asked;
  private boolean drawing;

  /// `terminal` is asked once, and only when there is something to draw.
  TerminalProgress(PrintWriter err, LongSupplier nanoTime, BooleanSupplier terminal) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.terminal = terminal;
  }

  @Override
  public synchronized void step(String newWhat, long done, long total) {
    long now = nanoTime.getAsLong();
    if (!newWhat.equals(what) || (most >= total && done < most)) {
      clear();
      what = newWhat;
      began = now;
      doneAtBegin = done;
      most = done;
      drawn = now - BETWEEN;
    }
    most = Math.max(most, done);
    if (most >= total) {
      clear();
    } else if (now - began >= APPEARS_AFTER && now - drawn >= BETWEEN && isTerminal()) {
      drawn = now;
      visible = true;
      err.print(Terminal.CLEAR_LINE + line(total, (now - began) / (double) SECOND));
      err.flush();
    }
  }

  /// Takes the line away, so that something else can be printed.
  synchronized void clear() {
    if (visible) {
      visible = false;
      err.print(Terminal.CLEAR_LINE);
      err.flush();
    }
  }

  private boolean isTerminal() {
    if (!asked) {
      asked = true;
      drawing = terminal.getAsBoolean();
    }
    return drawing;
  }

  private String line(long total, double seconds) {
    double rate = (most - doneAtBegin) / seconds;
    String left = rate > 0 ? duration((total - most) / rate) + " left" : "";
    String tail =
        String.format(
            Locale.ROOT,
            "  %d of %d  %d %%  %.3g/s  %s",
            most,
            total,
            most * 100 / total,
            rate,
            left);
    int room = Math.max(0, WIDTH - tail.length());
    return (what.length() > room ? what.substring(0, room) : what) + tail;
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 100) {
      return whole + " s";
    }
    return whole < 6000 ? (whole + 30) / 60 + " min" : (whole + 1800) / 3600 + " h";
  }
}
