package bitline.catalogue;

import java.util.Locale;

/// Something about an accelerator's figures that cannot be, or that needs an explanation.
///
/// A remark of an accelerator that begins with the rule's words and a colon, such as `units and
/// clock: …`, is such an explanation.
///
/// @param name of the accelerator, as its list calls it
/// @param what what is wrong, in one line
public record Finding(String name, Rule rule, String what) {
  /// What is looked at.
  public enum Rule {
    /// Bandwidth of the memory against that of others and what the year could do.
    MEMORY_SPEED,
    /// Memory on the die given as memory beside it.
    MEMORY_PLACE,
    /// Peaks of several formats against each other.
    FORMATS,
    /// Sparse peaks against dense ones.
    SPARSE,
    /// The peak against units, products a cycle and clock.
    UNITS_AND_CLOCK,
    /// Total processing performance against the peaks.
    PERFORMANCE,
    /// Transistors on an area against what the process can do.
    TRANSISTOR_DENSITY,
    /// Watts on an area.
    POWER_DENSITY,
    /// Operations a joule.
    EFFICIENCY,
    /// A price or a date that is missing or impossible.
    DATES;

    /// As remarks and messages call it.
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// One line: name, rule, what.
  public String line() {
    return name + ": " + rule.words() + ": " + what;
  }
}
