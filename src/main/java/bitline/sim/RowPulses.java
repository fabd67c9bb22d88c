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
/// The three counts of a row are added up together, as fields of one long integer; a field has room
/// for the largest sum that a row can have, and where three do not fit into 64 bits the operand is
/// gone through again.
final class RowPulses {
  private final Coding coding;
  private volatile @Nullable Fields fields;

  /// What was counted: entry group·rows + row.
  record Counts(long[] pulses, long[] digits, long[] changes) {}

  RowPulses(Coding coding) {
    this.coding = coding;
  }

  /// How counts lie in a long integer.
  ///
  /// @param vectors for which they have room
  private record Fields(long vectors, List<Pass> passes) {}

  /// Counts that are added up together.
  ///
  /// @param shifts of pulses, digits and changes; −1: not counted here
  /// @param widths of their fields
  private record Pass(DigitCounts digits, int[] shifts, int[] widths) {
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
    long[] pulses = new long[rows];
    long[] digits = DigitCounts.bits(coding) ? pulses : new long[rows];
    Counts counts = new Counts(pulses, digits, new long[rows]);
    if (unrolling.vectors() == 0) {
      return counts;
    }
    for (Pass pass : fields(unrolling.vectors()).passes) {
      long[] sums = sums(pass.digits, unrolling, operand, zero);
      for (int row = 0; row < rows; row++) {
        pass.take(sums[row], row, counts);
      }
    }
    return counts;
  }

  private static long[] sums(DigitCounts digits, Unrolling unrolling, int[] operand, int zero) {
    return switch (unrolling) {
      case Unrolling.Convolution c ->
          new PlanePulses(digits, operand, zero, axes(Axis.of(c.geometry())))
              .sums(1, c.batch(), c.channels());
      case Unrolling.Transposed t ->
          new PlanePulses(digits, operand, zero, places(t.geometry().inputPlaces()))
              .sums(1, t.batch(), t.channels());
      case Unrolling.Product p when p.operandColumns() ->
          new PlanePulses(digits, operand, zero, places(p.each()))
              .sums(p.groups(), p.stacks(), p.rows());
      case Unrolling.Product p -> vectors(digits, operand, p.groups(), p.vectors(), p.rows());
    };
  }

  /// One axis of places each of which is sent as it is.
  private static Axis[] places(int count) {
    return new Axis[] {new Axis(count, count, 1, 1, 1, 0)};
  }

  /// The axes, innermost first; as one where each place is sent as it is.
  private static Axis[] axes(Axis[] axes) {
    int places = 1;
    for (Axis axis : axes) {
      places *= axis.asItIs() ? axis.input() : 0;
    }
    return places > 0 ? places(places) : new Axis[] {axes[2], axes[1], axes[0]};
  }

  /// Vectors that lie one behind the other.
  private static long[] vectors(
      DigitCounts digits, int[] operand, int groups, int vectors, int rows) {
    long[] sums = new long[groups * rows];
    long[] counts = new long[Math.min(rows, DigitCounts.MOST)];
    for (int group = 0; group < groups; group++) {
      for (int from = 0; from < rows; from += counts.length) {
        int count = Math.min(counts.length, rows - from);
        int start = group * vectors * rows + from;
        int to = group * rows + from;
        for (int k = 0; k < count; k++) {
          int x = operand[start + k];
          sums[to + k] = digits.of(x) + digits.step(0, x);
        }
        for (int v = 1; v < vectors; v++) {
          digits.count(operand, start + v * rows, rows, 0, count, counts);
          for (int k = 0; k < count; k++) {
            sums[to + k] += counts[k];
          }
        }
      }
    }
    return sums;
  }

  private Fields fields(int vectors) {
    Fields known = fields;
    if (known != null && known.vectors >= vectors) {
      return known;
    }
    long room = Long.highestOneBit(vectors) * 2;
    int steps = coding.inputDigits().size();
    long most = 0;
    for (Digit digit : coding.inputDigits()) {
      most += (1 << digit.bits()) - 1;
    }
    boolean bits = DigitCounts.bits(coding);
    int[] widths = {width(room * steps), bits ? 0 : width(room * most), width(room * steps)};
    List<Pass> passes = new ArrayList<>();
    for (int from = 0, to; from < 3; from = to) {
      int[] shifts = {-1, -1, -1};
      int used = 0;
      for (to = from; to < 3 && used + widths[to] <= 64; to++) {
        shifts[to] = widths[to] == 0 ? -1 : used;
        used += widths[to];
      }
      passes.add(new Pass(new DigitCounts(coding, shifts), shifts, widths));
    }
    Fields made = new Fields(room, passes);
    fields = made;
    return made;
  }

  private static int width(long most) {
    return 64 - Long.numberOfLeadingZeros(most);
  }
}
