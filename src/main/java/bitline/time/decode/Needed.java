package bitline.time.decode;

import bitline.chip.Chip;
import bitline.chip.Memory;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// What one figure would have to be for so many tokens a second, all others as they are: found by
/// playing the same flow until it fits. Null: none in reach does it.
///
/// @param bandwidth bytes a second of the memory outside, peak, at its efficiency
/// @param efficiency of the memory outside
/// @param outside seconds from token to token outside the chip
/// @param weightBits the most bits of a weight
/// @param sequences the fewest that are decoded at the same time and together give as many tokens
public record Needed(
    @Nullable Double bandwidth,
    @Nullable Double efficiency,
    @Nullable Double outside,
    @Nullable Integer weightBits,
    @Nullable Integer sequences) {
  private static final int HALVINGS = 40;
  private static final int MOST_SEQUENCES = 1024;

  /// @param tokens a second
  public static Needed of(Decoding decoding, Chip chip, Setting setting, double tokens) {
    Memory memory = chip.outside();
    Double bandwidth = memory == null ? null : memory.bandwidth();
    Double least = null;
    Double efficiency = null;
    if (memory != null && bandwidth != null) {
      least =
          least(
              bandwidth / 1000,
              bandwidth * 1000,
              b -> rate(decoding, chip, DecodeTiming.withBandwidth(memory, b), setting),
              tokens);
      efficiency =
          least(
              0.01,
              1,
              e -> rate(decoding, chip, DecodeTiming.withEfficiency(memory, e), setting),
              tokens);
    }
    return new Needed(
        least,
        efficiency,
        longest(decoding, chip, memory, setting, tokens),
        widest(decoding, chip, memory, setting, tokens),
        fewest(decoding, chip, memory, setting, tokens));
  }

  private static double rate(
      Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting) {
    return setting.sequences() / TokenFlow.of(decoding, chip, memory, setting).interval();
  }

  /// Where a rising figure first gives enough, by halving (of its logarithm).
  private static @Nullable Double least(
      double from, double to, DoubleUnaryOperator rate, double enough) {
    if (rate.applyAsDouble(to) < enough || rate.applyAsDouble(from) >= enough) {
      return null;
    }
    double low = from;
    double high = to;
    for (int i = 0; i < HALVINGS && high / low > 1 + 1e-6; i++) {
      double middle = Math.sqrt(low * high);
      if (rate.applyAsDouble(middle) < enough) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static @Nullable Double longest(
      Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting, double tokens) {
    double low = 0;
    double high = setting.sequences() / tokens;
    if (rate(decoding, chip, memory, setting.withOutside(0)) < tokens) {
      return null;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-7; i++) {
      double middle = (low + high) / 2;
      if (rate(decoding, chip, memory, setting.withOutside(middle)) < tokens) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private static @Nullable Integer widest(
      Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting, double tokens) {
    for (int bits : chip.array().weightBits().reversed()) {
      if (rate(decoding, chip, memory, setting.withWeightBits(bits)) >= tokens) {
        return bits;
      }
    }
    return null;
  }

  private static @Nullable Integer fewest(
      Decoding decoding, Chip chip, @Nullable Memory memory, Setting setting, double tokens) {
    for (int sequences = 1; sequences <= MOST_SEQUENCES; sequences++) {
      if (rate(decoding, chip, memory, setting.withSequences(sequences)) >= tokens) {
        return sequences;
      }
      double more = rate(decoding, chip, memory, setting.withSequences(sequences + 1));
      if (more <= rate(decoding, chip, memory, setting.withSequences(sequences)) * 1.0001) {
        return null;
      }
    }
    return null;
  }
}
