package bitline.claim;

import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.compare.Outcome;
import org.jspecify.annotations.Nullable;

/// What a model says of a network on a machine that can be bought.
///
/// @param network its name for people
/// @param part the machine
/// @param held whether the model of this machine was held against what was measured of it
/// @param single one picture at a time
/// @param loaded many at a time: of the batches that were tried the one with least joules (or,
///   where none are known, most pictures a second)
/// @param off by which factor its seconds may be off, and its joules
public record Rival(
    String network, Accelerator part, boolean held, Outcome single, Outcome loaded, Off off) {
  /// How far a model may be off: four cases of five lie within these factors up and down.
  ///
  /// @param words where that is known from
  public record Off(double seconds, double joules, String words) {}

  /// Seconds from a picture to its result.
  Side latency() {
    return side("", Interval.within(single.latency(), off.seconds), single);
  }

  /// Seconds from picture to picture, kept full.
  Side interval() {
    return side(batch(loaded), Interval.within(loaded.interval(), off.seconds), loaded);
  }

  /// Joules of a picture; null where they are not known.
  @Nullable Side joules(boolean alone) {
    Outcome outcome = alone ? single : loaded;
    Double joules = outcome.joules();
    return joules == null
        ? null
        : side(batch(outcome), Interval.within(joules, off.joules), outcome);
  }

  /// Joules that moving a picture's data takes, from the registers to the memory.
  @Nullable Side moving(boolean alone) {
    Outcome outcome = alone ? single : loaded;
    double joules = moved(outcome);
    return joules > 0 ? side(batch(outcome), Interval.within(joules, off.joules), outcome) : null;
  }

  /// Joules that moving a picture's data takes where all that is not idle is movement, one picture
  /// at a time; null where they are not known.
  @Nullable Side movingAtMost() {
    Double joules = single.joules();
    if (joules == null) {
      return null;
    }
    double busy = joules - idle(single) * single.interval();
    return busy > 0 ? side("", Interval.within(busy, off.joules), single) : null;
  }

  /// Joules of all levels that bytes pass.
  static double moved(Outcome outcome) {
    double sum = 0;
    for (Outcome.Level level : outcome.levels()) {
      Double joules = level.joules();
      if (level.moves() && joules != null) {
        sum += joules;
      }
    }
    return sum;
  }

  /// Watts that flow whatever is done; 0 where nothing is told.
  static double idle(Outcome outcome) {
    for (Outcome.Level level : outcome.levels()) {
      Double joules = level.joules();
      if (level.name().equals(Outcome.Level.IDLE) && joules != null) {
        return joules / outcome.interval();
      }
    }
    return 0;
  }

  /// Bytes of a picture through the memory beside the dies; 0 where the levels do not tell.
  static double outer(Outcome outcome) {
    double bytes = 0;
    for (Outcome.Level level : outcome.levels()) {
      if (outside(level.name())) {
        bytes += level.bytes();
      }
    }
    return bytes;
  }

  /// Whether the levels name a memory beside the dies.
  static boolean tellsOuter(Outcome outcome) {
    return outcome.levels().stream().anyMatch(level -> outside(level.name()));
  }

  /// Whether a level is a memory beside the dies.
  private static boolean outside(String level) {
    return level.matches("(?i).*\\b(?:GDDR|LPDDR|DDR|HBM|DRAM)[0-9a-z]*\\b.*");
  }

  private static String batch(Outcome outcome) {
    return outcome.batch() == 1 ? "" : ", batch " + outcome.batch();
  }

  private Side side(String circumstances, Interval value, Outcome outcome) {
    return new Side(
        part.name() + circumstances,
        value,
        Side.Known.MODELLED,
        outcome.foundation() + "; " + off.words);
  }
}
