package bitline.policy;

import bitline.catalogue.Segment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules ask of a thing that is sold: a chip, a card, a board. SI units; null where it is not
/// known, which is different from 0.
///
/// Several processing units in one item are aggregated, as the rules ask.
///
/// @param name key
/// @param title one line
/// @param segment for whom it is designed or marketed; null: not known
/// @param computing how it multiplies
/// @param peaks dense peak of the whole item by precision
/// @param dies logic dies; empty: nothing is known of them
/// @param dram bytes a second of all dynamic memory beside the dies; 0: it has none
/// @param hbm whether that memory is stacked (HBM); null: not known
/// @param link bytes a second to other items, all directions and links together; 0: none
/// @param country of its vendor's headquarters, ISO 3166
/// @param merchant whether it is sold to others
public record Item(
    String name,
    String title,
    @Nullable Segment segment,
    Computing computing,
    List<Peak> peaks,
    List<Die> dies,
    @Nullable Range dram,
    @Nullable Boolean hbm,
    @Nullable Range link,
    @Nullable String country,
    @Nullable Boolean merchant) {
  public Item {
    peaks = List.copyOf(peaks);
    dies = List.copyOf(dies);
  }

  /// How products are made.
  public enum Computing {
    DIGITAL,
    /// As currents, charges or light that a converter reads.
    ANALOG
  }

  /// A peak rate.
  ///
  /// @param format such as `INT8` or `W4A8`
  /// @param bits of the wider operand of the multiplication
  /// @param ops dense operations a second; 1 multiply-accumulate = 2 operations
  public record Peak(String format, int bits, Range ops) {}

  /// Equal logic dies.
  ///
  /// @param process as people call it
  /// @param node metres; null: not known
  /// @param planar whether its transistors are planar; null: not known
  /// @param area square metres of one die; null: not known
  /// @param transistors of one die; null: not known
  public record Die(
      String process,
      @Nullable Double node,
      @Nullable Boolean planar,
      @Nullable Range area,
      @Nullable Double transistors,
      int count) {}

  /// A quantity that lies somewhere within bounds; the bounds are equal where it is known.
  public record Range(double low, double high) {
    public Range {
      if (!(low >= 0 && low <= high)) {
        throw new IllegalArgumentException(low + " to " + high + " is no range");
      }
    }

    /// A known value.
    public static Range of(double value) {
      return new Range(value, value);
    }
  }
}
