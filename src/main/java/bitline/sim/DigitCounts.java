package bitline.sim;

import bitline.program.Coding;
import bitline.program.Digit;
import java.util.Arrays;

/// Counts the digits that inputs are sent as, in the fields of one long integer: how many are not
/// zero, their sum, and how many differ from the one sent before.
///
/// Blocks are counted in plain loops over neighbouring inputs, from ints into longs, which the JVM
/// turns into vector instructions.
final class DigitCounts {
  /// Inputs of a block, at most.
  static final int MOST = 1 << 10;

  private final Digit[] digits;
  private final boolean bits;
  private final int mask;
  private final int firstShift;
  private final int firstOnes;
  private final int lastShift;
  private final int lastOnes;

  /// Where the fields begin, and all ones where they are counted at all, else 0.
  private final int pulses;

  private final int values;
  private final int changes;
  private final long pulsesOn;
  private final long valuesOn;
  private final long changesOn;

  /// By bit pattern of an input: its counts, without a change to its first digit.
  private final long[] alone;

  /// @param shifts of the fields: digits that are not zero, their sum, those that differ; −1: not
  ///   counted. Digits of one bit are their own sum, which is not counted
  DigitCounts(Coding coding, int[] shifts) {
    digits = coding.inputDigits().toArray(new Digit[0]);
    bits = bits(coding);
    mask = (1 << coding.inputBits()) - 1;
    Digit first = digits[0];
    Digit last = digits[digits.length - 1];
    firstShift = first.shift();
    firstOnes = (1 << first.bits()) - 1;
    lastShift = last.shift();
    lastOnes = (1 << last.bits()) - 1;
    pulses = Math.max(0, shifts[0]);
    values = Math.max(0, shifts[1]);
    changes = Math.max(0, shifts[2]);
    pulsesOn = shifts[0] < 0 ? 0 : -1;
    valuesOn = shifts[1] < 0 ? 0 : -1;
    changesOn = shifts[2] < 0 ? 0 : -1;
    alone = new long[mask + 1];
    for (int x = 0; x < alone.length; x++) {
      int before = first.of(x);
      for (Digit digit : digits) {
        int sent = digit.of(x);
        alone[x] += Math.min(1L, sent) << pulses & pulsesOn;
        alone[x] += (long) sent << values & valuesOn;
        alone[x] += Math.min(1L, sent ^ before) << changes & changesOn;
        before = sent;
      }
    }
  }

  /// Whether all digits have one bit.
  static boolean bits(Coding coding) {
    return coding.inputDigits().stream().allMatch(digit -> digit.bits() == 1);
  }

  /// The counts of an input before which nothing is sent.
  long of(int x) {
    return alone[x & mask];
  }

  /// What it counts that input `b` is sent after input `a`.
  long step(int a, int b) {
    int differ = ((a >> lastShift) & lastOnes) ^ ((b >> firstShift) & firstOnes);
    return (long) Math.min(1, differ) << changes & changesOn;
  }

  /// Counts inputs `from` to `to` of those that begin at `at`.
  ///
  /// @param back how many places before an input the one lies that is sent before it
  void count(int[] x, int at, int back, int from, int to, long[] counts) {
    int atPulses = this.pulses;
    int atValues = this.values;
    int atChanges = this.changes;
    if (bits) {
      int before = at - back;
      int shiftBefore = lastShift;
      int ones = mask;
      for (int i = from; i < to; i++) {
        int now = x[at + i];
        int shifted = (now << 1) | ((x[before + i] >> shiftBefore) & 1);
        counts[i] =
            ((long) Integer.bitCount(now & ones) << atPulses)
                | ((long) Integer.bitCount((now ^ shifted) & ones) << atChanges);
      }
      return;
    }
    Arrays.fill(counts, from, to, 0);
    long ofPulses = pulsesOn;
    long ofValues = valuesOn;
    long ofChanges = changesOn;
    int before = at - back;
    int shiftBefore = lastShift;
    int onesBefore = lastOnes;
    for (Digit digit : digits) {
      int shift = digit.shift();
      int ones = (1 << digit.bits()) - 1;
      for (int i = from; i < to; i++) {
        int now = (x[at + i] >> shift) & ones;
        int then = (x[before + i] >> shiftBefore) & onesBefore;
        counts[i] +=
            ((long) Math.min(1, now) << atPulses & ofPulses)
                + ((long) now << atValues & ofValues)
                + ((long) Math.min(1, now ^ then) << atChanges & ofChanges);
      }
      before = at;
      shiftBefore = shift;
      onesBefore = ones;
    }
  }

  /// The sum of what `count` inputs count, at most [#MOST]. Pulses and, 16 bits further up, changes
  /// are added up in one int: of so few inputs neither sum takes more.
  ///
  /// One long method on purpose: the JVM then leaves it apart from the loops of its callers.
  /// Inlined into them its loops become no vector instructions and take nine times as long.
  long sum(int[] x, int at, int back, int count) {
    int before = at - back;
    int shiftBefore = lastShift;
    int onesBefore = lastOnes;
    if (bits) {
      int ones = mask;
      int both = 0;
      for (int i = 0; i < count; i++) {
        int now = x[at + i];
        int shifted = (now << 1) | ((x[before + i] >> shiftBefore) & 1);
        both += Integer.bitCount(now & ones) + (Integer.bitCount((now ^ shifted) & ones) << 16);
      }
      return (both & 0xffffL) << pulses & pulsesOn | (long) (both >>> 16) << changes & changesOn;
    }
    long sum = 0;
    for (Digit digit : digits) {
      int shift = digit.shift();
      int ones = (1 << digit.bits()) - 1;
      int both = 0;
      for (int i = 0; i < count; i++) {
        int now = (x[at + i] >> shift) & ones;
        int then = (x[before + i] >> shiftBefore) & onesBefore;
        both += Math.min(1, now) + (Math.min(1, now ^ then) << 16);
      }
      int all = 0;
      for (int i = 0; i < count; i++) {
        all += (x[at + i] >> shift) & ones;
      }
      sum += (both & 0xffffL) << pulses & pulsesOn;
      sum += (long) (both >>> 16) << changes & changesOn;
      sum += (long) all << values & valuesOn;
      before = at;
      shiftBefore = shift;
      onesBefore = ones;
    }
    return sum;
  }
}
