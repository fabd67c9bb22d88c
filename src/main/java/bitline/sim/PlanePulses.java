package bitline.sim;

import java.util.Arrays;

/// Counts what rows are sent whose inputs lie in planes: a convolution's channels, of which each
/// kernel place is a row that sees one part of the plane, or rows that are sent a whole plane.
///
/// What a row is sent from one line of the plane is a difference of two running sums along the
/// line; over several lines, a difference of running sums of lines; and so on outwards. Sums are of
/// whole numbers modulo 2^64, so that differences are right even where running sums overflow.
/// Changes between neighbours are in the sums; those at the seams are added as parts are put
/// together.
final class PlanePulses {
  private final DigitCounts digits;
  private final int[] operand;
  private final int zero;
  private final Axis[] axes;
  private final Window[][] windows;

  /// What lies outside the picture, for each axis: one place of it.
  private final long[] outside;

  /// Running sums.
  private final long[] counts;

  /// For each axis and each kernel place of it and of those inside it: what the axes outside of it
  /// put together.
  private final Runs[][] runs;

  /// Neighbouring inputs of a row, as sums.
  ///
  /// @param heads the first input of each
  /// @param tails the last one
  private record Runs(long[] sums, int[] heads, int[] tails) {}

  /// Where along an axis a kernel place sees the picture: output places `first` to `end`, which see
  /// input places `from` to `to`.
  ///
  /// @param padding what the places outside the picture count, first and last changes apart
  private record Window(int output, int first, int end, int from, int to, long padding) {
    boolean seesNothing() {
      return first == end;
    }

    boolean begins() {
      return first == 0;
    }

    boolean ends() {
      return end == output;
    }
  }

  /// @param axes of a plane, innermost first
  PlanePulses(DigitCounts digits, int[] operand, int zero, Axis[] axes) {
    this.digits = digits;
    this.operand = operand;
    this.zero = zero;
    this.axes = axes;
    windows = new Window[axes.length][];
    runs = new Runs[axes.length][];
    outside = new long[axes.length];
    outside[0] = digits.of(zero);
    counts = new long[Math.max(axes[0].input(), DigitCounts.MOST)];
    int lines = pixels();
    int places = 1;
    for (int a = 0; a < axes.length; a++) {
      if (a > 0) {
        outside[a] = repeated(outside[a - 1], axes[a - 1].output());
      }
      windows[a] = windows(axes[a], outside[a]);
      lines /= axes[a].input();
      places *= axes[a].kernel();
      runs[a] = new Runs[places];
      for (int k = 0; k < places; k++) {
        runs[a][k] = new Runs(new long[lines], new int[lines], new int[lines]);
      }
    }
  }

  private Window[] windows(Axis axis, long outside) {
    Window[] windows = new Window[axis.kernel()];
    for (int k = 0; k < windows.length; k++) {
      int first = axis.first(k);
      int end = axis.end(k);
      long padding =
          first == end
              ? repeated(outside, axis.output())
              : repeated(outside, first) + repeated(outside, axis.output() - end);
      windows[k] =
          new Window(
              axis.output(), first, end, axis.seen(first, k), axis.seen(end - 1, k), padding);
    }
    return windows;
  }

  private int pixels() {
    int pixels = 1;
    for (Axis axis : axes) {
      pixels *= axis.input();
    }
    return pixels;
  }

  /// Of all rows: for each group and channel its kernel places.
  long[] sums(int groups, int pictures, int channels) {
    Runs[] last = runs[axes.length - 1];
    int places = last.length;
    int pixels = pixels();
    long[] sums = new long[groups * channels * places];
    int[] before = new int[sums.length];
    int at = 0;
    for (int group = 0; group < groups; group++) {
      for (int picture = 0; picture < pictures; picture++) {
        for (int channel = 0; channel < channels; channel++, at += pixels) {
          plane(at);
          int row = (group * channels + channel) * places;
          for (int k = 0; k < places; k++) {
            sums[row + k] += last[k].sums[0] + digits.step(before[row + k], last[k].heads[0]);
            before[row + k] = last[k].tails[0];
          }
        }
      }
    }
    return sums;
  }

  /// Makes the sums of one plane.
  private void plane(int at) {
    if (axes[0].asItIs()) {
      wholeLines(at);
    } else {
      pixels(at);
    }
    for (int a = 1; a < axes.length; a++) {
      // kernel places of this axis outside of those inside it, as rows are numbered
      for (int inner = 0; inner < runs[a - 1].length; inner++) {
        lines(a, inner);
      }
    }
  }

  /// So many times the same, one after another, that begins and ends outside the picture.
  private long repeated(long once, int times) {
    return times == 0 ? 0 : times * once + (times - 1L) * digits.step(zero, zero);
  }

  /// Lines that are sent whole.
  private void wholeLines(int at) {
    Runs into = runs[0][0];
    int input = axes[0].input();
    for (int line = 0; line < into.sums.length; line++) {
      int start = at + line * input;
      long sum = digits.of(operand[start]);
      for (int from = 1; from < input; from += DigitCounts.MOST) {
        int count = Math.min(DigitCounts.MOST, input - from);
        sum += digits.sum(operand, start + from, 1, count);
      }
      into.sums[line] = sum;
      into.heads[line] = operand[start];
      into.tails[line] = operand[start + input - 1];
    }
  }

  /// The inputs that each kernel place sees along the innermost axis, some lines at a time.
  private void pixels(int at) {
    int input = axes[0].input();
    int stride = axes[0].stride();
    int lines = runs[0][0].sums.length;
    int most = counts.length / input;
    for (int line = 0; line < lines; line += most) {
      int some = Math.min(most, lines - line);
      int start = at + line * input;
      int inputs = some * input;
      digits.count(operand, start, stride, Math.min(stride, inputs), inputs, counts);
      for (int i = 0; i < some; i++) {
        runningSums(i * input, stride, (i + 1) * input);
      }
      for (int k = 0; k < windows[0].length; k++) {
        seen(windows[0][k], start, some, runs[0][k], line);
      }
    }
  }

  /// Makes running sums of the counts of one line, for inputs that follow each other.
  private void runningSums(int from, int stride, int end) {
    Arrays.fill(counts, from, Math.min(from + stride, end), 0);
    for (int i = from + stride; i < end; i++) {
      counts[i] += counts[i - stride];
    }
  }

  /// What one kernel place sees of some lines of which there are running sums.
  ///
  /// @param start where their inputs begin
  /// @param first number of the first line
  private void seen(Window w, int start, int lines, Runs into, int first) {
    int input = axes[0].input();
    for (int i = 0; i < lines; i++) {
      if (w.seesNothing()) {
        nothing(w, into, first + i);
      } else {
        int from = i * input + w.from;
        int to = i * input + w.to;
        int head = operand[start + from];
        long sum = digits.of(head) + counts[to] - counts[from];
        padded(w, sum, head, operand[start + to], into, first + i);
      }
    }
  }

  /// What the kernel places of an axis see of the runs inside it.
  private void lines(int a, int inner) {
    Axis axis = axes[a];
    Runs in = runs[a - 1][inner];
    int input = axis.input();
    int stride = axis.stride();
    int apart = runs[a - 1].length;
    int lines = runs[a][0].sums.length;
    long[] upTo = new long[input];
    for (int line = 0; line < lines; line++) {
      int start = line * input;
      for (int i = 0; i < input; i++) {
        int at = start + i;
        upTo[i] = in.sums[at];
        if (i >= stride) {
          upTo[i] += upTo[i - stride] + digits.step(in.tails[at - stride], in.heads[at]);
        }
      }
      for (int k = 0; k < windows[a].length; k++) {
        Window w = windows[a][k];
        Runs into = runs[a][k * apart + inner];
        if (w.seesNothing()) {
          nothing(w, into, line);
        } else {
          int from = start + w.from;
          long sum = upTo[w.to] - upTo[w.from] + in.sums[from];
          padded(w, sum, in.heads[from], in.tails[start + w.to], into, line);
        }
      }
    }
  }

  private void nothing(Window w, Runs into, int line) {
    into.sums[line] = w.padding;
    into.heads[line] = zero;
    into.tails[line] = zero;
  }

  /// Adds what lies outside the picture before and behind the places that are seen.
  private void padded(Window w, long sum, int head, int tail, Runs into, int line) {
    long all = sum + w.padding;
    if (!w.begins()) {
      all += digits.step(zero, head);
    }
    if (!w.ends()) {
      all += digits.step(tail, zero);
    }
    into.sums[line] = all;
    into.heads[line] = w.begins() ? head : zero;
    into.tails[line] = w.ends() ? tail : zero;
  }
}
