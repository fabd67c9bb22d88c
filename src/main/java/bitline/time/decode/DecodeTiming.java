package bitline.time.decode;

import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How long a chip takes from token to token, and what of.
///
/// @param interval seconds from token to token of each sequence once the chip is in step
/// @param sequences that are decoded at the same time
/// @param resident whether all weights stay in the arrays
/// @param cacheOnChip whether the KV cache stays in the chip's memories
/// @param weightBytes that pass for a token
/// @param cacheBytes of the KV cache that pass for a token, of all sequences
/// @param otherBytes looked up
/// @param roof seconds in which the memory outside moves all that at its peak; 0 where nothing
///   passes
/// @param parts what the interval is made of, in order; they add up to it
/// @param units seconds that each unit works for a token
/// @param events that were played
public record DecodeTiming(
    double interval,
    int sequences,
    boolean resident,
    boolean cacheOnChip,
    double weightBytes,
    double cacheBytes,
    double otherBytes,
    double roof,
    List<Part> parts,
    List<Part> units,
    long events) {
  public DecodeTiming {
    parts = List.copyOf(parts);
    units = List.copyOf(units);
  }

  /// @param seconds for a token
  public record Part(String name, double seconds) {}

  /// Whether a chip can do it.
  public sealed interface Answer {
    record Timed(DecodeTiming timing) implements Answer {}

    record Infeasible(List<String> reasons) implements Answer {}
  }

  /// Tokens a second of all sequences together.
  public double tokensPerSecond() {
    return sequences / interval;
  }

  /// Plays a decoding. What the interval is made of comes from playing it three times: with a
  /// memory outside that reaches its peak and nothing outside the chip, with the memory as it is,
  /// and whole.
  public static Answer of(Decoding decoding, Chip chip, Setting setting) {
    List<String> reasons = refusals(decoding, chip, setting);
    if (!reasons.isEmpty()) {
      return new Answer.Infeasible(reasons);
    }
    Memory outside = chip.outside();
    return new Answer.Timed(play(decoding, chip, outside, setting));
  }

  /// The same of what is known to be possible.
  ///
  /// @param outside the memory outside, in place of the chip's own
  public static DecodeTiming play(
      Decoding decoding, Chip chip, @Nullable Memory outside, Setting setting) {
    TokenFlow.Run whole = TokenFlow.of(decoding, chip, outside, setting);
    double interval = whole.interval();
    double inside = TokenFlow.of(decoding, chip, outside, setting.withOutside(0)).interval();
    List<Part> parts = new ArrayList<>();
    double roof = 0;
    if (outside == null || whole.bytes() == 0) {
      parts.add(new Part("arrays, vector units, starts", inside));
    } else {
      roof = whole.bytes() / Objects.requireNonNull(outside.bandwidth());
      double atPeak =
          TokenFlow.of(decoding, chip, withEfficiency(outside, 1), setting.withOutside(0))
              .interval();
      parts.add(new Part("what passes the memory outside, at its peak", roof));
      parts.add(new Part("the memory's efficiency", inside - atPeak));
      parts.add(new Part("arrays, vector units, starts, beyond that", atPeak - roof));
    }
    parts.add(new Part("outside the chip", interval - inside));
    return new DecodeTiming(
        interval,
        setting.sequences(),
        whole.resident(),
        whole.cacheOnChip(),
        whole.weightBytes(),
        whole.cacheBytes(),
        whole.otherBytes(),
        roof,
        parts,
        whole.units(),
        whole.events());
  }

  /// A memory of another efficiency.
  public static Memory withEfficiency(Memory m, double efficiency) {
    return new Memory(
        m.name(), m.type(), m.size(), m.bandwidth(), m.channels(), m.burst(), efficiency);
  }

  static Memory withBandwidth(Memory m, double bandwidth) {
    return new Memory(
        m.name(), m.type(), m.size(), bandwidth, m.channels(), m.burst(), m.efficiency());
  }

  private static List<String> refusals(Decoding decoding, Chip chip, Setting setting) {
    List<String> reasons = new ArrayList<>();
    Array array = chip.array();
    if (!array.weightBits().contains(setting.weightBits())) {
      reasons.add(
          chip.name()
              + " stores weights of "
              + array.weightBits()
              + " bits, not of "
              + setting.weightBits());
      return reasons;
    }
    if (!array.inputBits().contains(setting.inputBits())) {
      reasons.add(
          chip.name()
              + " takes inputs of "
              + array.inputBits()
              + " bits, not of "
              + setting.inputBits());
      return reasons;
    }
    long places = TokenFlow.places(decoding, chip, setting.weightBits());
    Memory outside = chip.outside();
    boolean fits = TokenFlow.fits(decoding, chip, setting.weightBits());
    if (!fits) {
      String need =
          decoding.name()
              + " needs "
              + places
              + " arrays' worth of weights; "
              + chip.name()
              + " holds "
              + chip.weightPlaces();
      if (!chip.rewritableWhileRunning()) {
        reasons.add(need + ", and " + chip.cell().name() + " is not rewritten while it runs");
      } else if (outside == null) {
        reasons.add(need + ", and it describes no memory outside with a bandwidth");
      }
    }
    double cache = decoding.cacheBytes() * setting.sequences();
    if (outside == null && cache > TokenFlow.room(chip) / 2) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "a KV cache of %.0f KB does not fit half of %s's memories, and it describes no memory outside with a bandwidth",
              cache / 1e3,
              chip.name()));
    }
    double bytes =
        (decoding.weights() + decoding.tables()) * setting.weightBits() / 8.0
            + decoding.cacheBytes() * setting.sequences();
    if (reasons.isEmpty() && !fits && outside != null && bytes > outside.size()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%s needs %.1f GB for weights and KV cache; the memory outside %s holds %.1f GB",
              decoding.name(),
              bytes / 1e9,
              chip.name(),
              outside.size() / 1e9));
    }
    return reasons;
  }
}
