package bitline.sim;

import bitline.program.Coding;
import bitline.program.Digit;
import bitline.program.Unrolling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts what each row of a layer's matrices is sent in one run, in the order that
/// [bitline.program.Switching] states: digits that are not zero, their sum, and those that differ
/// from the one before.
///
/// Each of the three counts of a row is a sum over its inputs, and changes over pairs of inputs
/// that follow each other. They are added up together, as fields of one long integer; a field has
/// room for the largest sum that a row can have, and where three do not fit into 64 bits the
/// operand is gone through again. Sums are of whole numbers modulo 2^64, so that a difference of
/// two running sums is right even where the running sums themselves have overflowed. That makes a
/// convolution cheap: the places of a line that a kernel place sees are one such difference.
final class RowPulses {
  private final Coding coding;
  private final Digit first;
  private final Digit last;
  private volatile @Nullable Fields fields;

  /// What was counted: entry group·rows + row.
  record Counts(long[] pulses, long[] digits, long[] changes) {}

  RowPulses(Coding coding) {
    this.coding = coding;
    first = coding.inputDigits().getFirst();
    last = coding.inputDigits().getLast();
  }

  /// How counts lie in a long integer.
  ///
  /// @param vectors for which they have room
  private record Fields(long vectors, List<Pass> passes) {}

  /// Counts that are added up together.
  ///
  /// @param of by bit pattern of an input: what it counts by itself
  /// @param change what a digit that differs from the one before counts
  /// @param shifts of pulses, digits and changes; −1: not counted here
  /// @param widths of their fields
  private record Pass(long[] of, long change, int[] shifts, int[] widths) {
    /// Takes the counts out of a sum.
    void take(long sum, int row, Counts counts) {
      long[][] all = {counts.pulses, counts.digits, counts.changes};
      for (int f = 0; f < all.length; f++) {
        if (shifts[f] >= 0) {
          all[f][row] = (sum >>> shifts[f]) & ((1L << widths[f]) - 1);
        }
      }
    }
  }

  /// @param operand as the coding takes it
  /// @param zero what places outside the picture hold
  Counts count(Unrolling unrolling, int[] operand, int zero) {
    int rows = unrolling.groups() * unrolling.rows();
    Counts counts = new Counts(new long[rows], new long[rows], new long[rows]);
    if (unrolling.vectors() == 0) {
      return counts;
    }
    for (Pass pass : fields(unrolling.vectors()).passes) {
      Walk walk = new Walk(pass, operand, zero);
      long[] sums =
          switch (unrolling) {
            case Unrolling.Convolution c ->
                walk.planes(1, c.batch(), c.channels(), axes(Axis.of(c.geometry())));
            case Unrolling.Transposed t ->
                walk.planes(1, t.batch(), t.channels(), line(t.geometry().inputPlaces()));
            case Unrolling.Product p when p.operandColumns() ->
                walk.planes(p.groups(), p.stacks(), p.rows(), line(p.each()));
            case Unrolling.Product p -> walk.vectors(p.groups(), p.vectors(), p.rows());
          };
      for (int row = 0; row < rows; row++) {
        pass.take(sums[row], row, counts);
      }
    }
    return counts;
  }

  /// One axis of places each of which is sent as it is.
  private static Axis[] line(int places) {
    return new Axis[] {new Axis(places, places, 1, 1, 1, 0)};
  }

  /// The axes, innermost first; as one where each place is sent as it is.
  private static Axis[] axes(Axis[] axes) {
    int places = 1;
    for (Axis axis : axes) {
      places *= axis.equals(new Axis(axis.input(), axis.input(), 1, 1, 1, 0)) ? axis.input() : 0;
    }
    return places > 0 ? line(places) : new Axis[] {axes[2], axes[1], axes[0]};
  }

  private Fields fields(int vectors) {
    Fields known = fields;
    if (known != null && known.vectors >= vectors) {
      return known;
    }
    long room = Long.highestOneBit(vectors) * 2;
    int[] widths = new int[3];
    long digits = 0;
    for (Digit digit : coding.inputDigits()) {
      digits += (1 << digit.bits()) - 1;
    }
    widths[0] = 64 - Long.numberOfLeadingZeros(room * coding.inputDigits().size());
    widths[1] = 64 - Long.numberOfLeadingZeros(room * digits);
    widths[2] = widths[0];
    List<Pass> passes = new ArrayList<>();
    for (int from = 0, to; from < 3; from = to) {
      int[] shifts = {-1, -1, -1};
      int used = 0;
      for (to = from; to < 3 && used + widths[to] <= 64; to++) {
        shifts[to] = used;
        used += widths[to];
      }
      passes.add(pass(shifts, widths));
    }
    Fields made = new Fields(room, passes);
    fields = made;
    return made;
  }

  private Pass pass(int[] shifts, int[] widths) {
    long[] of = new long[1 << coding.inputBits()];
    for (int x = 0; x < of.length; x++) {
      int before = first.of(x);
      for (Digit digit : coding.inputDigits()) {
        int sent = digit.of(x);
        of[x] += in(shifts[0], sent != 0 ? 1 : 0);
        of[x] += in(shifts[1], sent);
        of[x] += in(shifts[2], sent != before ? 1 : 0);
        before = sent;
      }
    }
    return new Pass(of, in(shifts[2], 1), shifts, widths);
  }

  private static long in(int shift, long count) {
    return shift < 0 ? 0 : count << shift;
  }

  /// Neighbouring inputs of some rows, as sums: what lies along an axis, or a whole line of it.
  ///
  /// @param heads the first input of each
  /// @param tails the last one
  private record Runs(long[] sums, int[] heads, int[] tails) {
    static Runs of(int count) {
      return new Runs(new long[count], new int[count], new int[count]);
    }
  }

  /// Where along an axis a kernel place sees the picture: output places `first` to `end`, which see
  /// input places `from` to `to`.
  private record Window(int first, int end, int from, int to) {
    static Window[] of(Axis axis) {
      Window[] windows = new Window[axis.kernel()];
      for (int k = 0; k < windows.length; k++) {
        int first = axis.first(k);
        int end = axis.end(k);
        windows[k] = new Window(first, end, axis.seen(first, k), axis.seen(end - 1, k));
      }
      return windows;
    }
  }

  /// One pass over one operand.
  private final class Walk {
    private final long[] of;
    private final long change;
    private final int mask;
    private final int[] operand;
    private final int zero;
    private final int lastShift = last.shift();
    private final int lastMask = (1 << last.bits()) - 1;
    private final int firstShift = first.shift();
    private final int firstMask = (1 << first.bits()) - 1;

    Walk(Pass pass, int[] operand, int zero) {
      of = pass.of;
      change = pass.change;
      mask = of.length - 1;
      this.operand = operand;
      this.zero = zero;
    }

    /// What it counts that input `b` follows input `a`.
    private long step(int a, int b) {
      int differ = ((a >> lastShift) & lastMask) ^ ((b >> firstShift) & firstMask);
      return change * (-differ >>> 31); // not zero: its negative has the sign bit
    }

    /// Vectors that lie one behind the other.
    long[] vectors(int groups, int vectors, int rows) {
      long[] sums = new long[groups * rows];
      for (int group = 0; group < groups; group++) {
        int start = group * vectors * rows;
        int at = group * rows;
        for (int k = 0; k < rows; k++) {
          int x = operand[start + k];
          sums[at + k] = of[x & mask] + step(0, x);
        }
        for (int v = 1; v < vectors; v++) {
          int from = start + v * rows;
          for (int k = 0; k < rows; k++) {
            int x = operand[from + k];
            sums[at + k] += of[x & mask] + step(operand[from - rows + k], x);
          }
        }
      }
      return sums;
    }

    /// Vectors whose inputs lie in planes, one plane for each channel of each picture.
    ///
    /// @param axes of a plane, innermost first
    long[] planes(int groups, int pictures, int channels, Axis[] axes) {
      Window[][] windows = new Window[axes.length][];
      int pixels = 1;
      int places = 1;
      for (int a = 0; a < axes.length; a++) {
        windows[a] = Window.of(axes[a]);
        pixels *= axes[a].input();
        places *= axes[a].kernel();
      }
      long[] sums = new long[groups * channels * places];
      int[] before = new int[sums.length];
      int plane = 0;
      for (int group = 0; group < groups; group++) {
        for (int picture = 0; picture < pictures; picture++) {
          for (int channel = 0; channel < channels; channel++, plane++) {
            int row = (group * channels + channel) * places;
            channel(axes, windows, plane * pixels, row, sums, before);
          }
        }
      }
      return sums;
    }

    /// Adds one plane to the sums of its rows.
    private void channel(
        Axis[] axes, Window[][] windows, int at, int row, long[] sums, int[] before) {
      int lines = 1;
      for (int a = 1; a < axes.length; a++) {
        lines *= axes[a].input();
      }
      Runs[] runs = new Runs[axes[0].kernel()];
      for (int k = 0; k < runs.length; k++) {
        runs[k] = Runs.of(lines);
      }
      pixels(axes[0], windows[0], at, lines, runs);
      long outside = of[zero & mask];
      for (int a = 1; a < axes.length; a++) {
        outside = repeated(outside, axes[a - 1].output());
        lines /= axes[a].input();
        // kernel places of the axis outside of those inside it, as rows are numbered
        Runs[] next = new Runs[axes[a].kernel() * runs.length];
        for (int inner = 0; inner < runs.length; inner++) {
          Runs[] of = new Runs[axes[a].kernel()];
          for (int k = 0; k < of.length; k++) {
            of[k] = Runs.of(lines);
            next[k * runs.length + inner] = of[k];
          }
          lines(axes[a], windows[a], runs[inner], outside, of);
        }
        runs = next;
      }
      for (int k = 0; k < runs.length; k++) {
        Runs all = runs[k];
        sums[row + k] += all.sums[0] + step(before[row + k], all.heads[0]);
        before[row + k] = all.tails[0];
      }
    }

    /// So many times the same, one after another, that begins and ends outside the picture.
    private long repeated(long once, int times) {
      return times * once + (times - 1L) * step(zero, zero);
    }

    /// The inputs that each kernel place sees along the innermost axis.
    private void pixels(Axis axis, Window[] windows, int at, int lines, Runs[] into) {
      int input = axis.input();
      int stride = axis.stride();
      long[] upTo = new long[input];
      long outside = of[zero & mask];
      for (int line = 0; line < lines; line++) {
        int start = at + line * input;
        for (int i = 0; i < Math.min(stride, input); i++) {
          upTo[i] = of[operand[start + i] & mask];
        }
        for (int i = stride; i < input; i++) {
          int x = operand[start + i];
          upTo[i] = upTo[i - stride] + of[x & mask] + step(operand[start + i - stride], x);
        }
        for (int k = 0; k < windows.length; k++) {
          Window w = windows[k];
          if (w.first == w.end) {
            nothing(axis, outside, into[k], line);
          } else {
            int head = operand[start + w.from];
            long sum = upTo[w.to] - upTo[w.from] + of[head & mask];
            padded(axis, w, sum, head, operand[start + w.to], outside, into[k], line);
          }
        }
      }
    }

    /// The same along an axis of which each place is a run of its own.
    private void lines(Axis axis, Window[] windows, Runs in, long outside, Runs[] into) {
      int input = axis.input();
      int stride = axis.stride();
      long[] upTo = new long[input];
      for (int line = 0; line < into[0].sums.length; line++) {
        int start = line * input;
        for (int i = 0; i < input; i++) {
          int at = start + i;
          upTo[i] = in.sums[at];
          if (i >= stride) {
            upTo[i] += upTo[i - stride] + step(in.tails[at - stride], in.heads[at]);
          }
        }
        for (int k = 0; k < windows.length; k++) {
          Window w = windows[k];
          if (w.first == w.end) {
            nothing(axis, outside, into[k], line);
          } else {
            int from = start + w.from;
            long sum = upTo[w.to] - upTo[w.from] + in.sums[from];
            padded(axis, w, sum, in.heads[from], in.tails[start + w.to], outside, into[k], line);
          }
        }
      }
    }

    private void nothing(Axis axis, long outside, Runs into, int line) {
      into.sums[line] = repeated(outside, axis.output());
      into.heads[line] = zero;
      into.tails[line] = zero;
    }

    /// Adds what lies outside the picture before and behind the places that are seen.
    private void padded(
        Axis axis, Window w, long sum, int head, int tail, long outside, Runs into, int line) {
      long all = sum;
      if (w.first > 0) {
        all += repeated(outside, w.first) + step(zero, head);
      }
      int behind = axis.output() - w.end;
      if (behind > 0) {
        all += repeated(outside, behind) + step(tail, zero);
      }
      into.sums[line] = all;
      into.heads[line] = w.first > 0 ? zero : head;
      into.tails[line] = behind > 0 ? zero : tail;
    }
  }
}
