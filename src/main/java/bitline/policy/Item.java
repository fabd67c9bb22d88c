package bitline.policy;

import bitline.catalogue.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What rules ask of a thing that is sold: a chip, a card, a board. SI units; null where it is not
/// known, which is different from 0.
///
/// @param name key
/// @param title one line
/// @param segment for whom it is designed or marketed; null: not known
/// @param computing how it multiplies
/// @param peaks dense peaks
/// @param dies logic dies; empty: nothing is known of them
/// @param packages integrated circuits in the item: 1 for several dies in one package, 4 for a card
///   with four chips; its peaks and dies are spread over them evenly
/// @param dram bytes a second of all dynamic memory beside the dies; 0: it has none
/// @param hbm whether that memory is stacked (HBM); null: not known
/// @param link bytes a second to other items, all directions and links together; 0: none
/// @param country of its vendor's headquarters, ISO 3166
/// @param merchant whether it is sold to others
/// @param remarks what a reader must know of where these come from, a line each
public record Item(
    String name,
    String title,
    @Nullable Segment segment,
    Computing computing,
    List<Peak> peaks,
    List<Die> dies,
    int packages,
    @Nullable Range dram,
    @Nullable Boolean hbm,
    @Nullable Range link,
    @Nullable String country,
    @Nullable Boolean merchant,
    List<String> remarks) {
  public Item {
    peaks = List.copyOf(peaks);
    dies = List.copyOf(dies);
    remarks = List.copyOf(remarks);
    if (packages < 1) {
      throw new IllegalArgumentException("packages is " + packages + "; give 1 or more");
    }
  }

  /// The item as designed or marketed for others.
  public Item marketed(@Nullable Segment other) {
    return new Item(
        name, title, other, computing, peaks, dies, packages, dram, hbm, link, country, merchant,
        remarks);
  }

  /// The item with one remark more.
  public Item remarked(String remark) {
    List<String> more = new ArrayList<>(remarks);
    more.add(remark);
    return new Item(
        name, title, segment, computing, peaks, dies, packages, dram, hbm, link, country, merchant,
        more);
  }

  /// The item with other peaks and dies.
  public Item with(List<Peak> otherPeaks, List<Die> otherDies) {
    return new Item(
        name,
        title,
        segment,
        computing,
        otherPeaks,
        otherDies,
        packages,
        dram,
        hbm,
        link,
        country,
        merchant,
        remarks);
  }

  /// How products are made.
  public enum Computing {
    DIGITAL,
    /// As currents, charges or light that a converter reads.
    ANALOG
  }

  /// How a peak is known.
  public enum Basis {
    /// Who sells it says so.
    CLAIMED,
    /// It follows from units, widths and clock of a point of operation that was published.
    COMPUTED,
    /// It follows likewise, in widths that nobody advertises and that the arrays take.
    POSSIBLE
  }

  /// A peak rate. A multiply-accumulate of a bit-serial array counts when all bits of its operands
  /// are done, not once a step.
  ///
  /// @param unit the units of the item that make it, all equal ones together: their best peaks add
  ///   up; empty: all of the item's
  /// @param format such as `INT8` or `W4A8`
  /// @param bits of the wider operand of the multiplication
  /// @param ops dense operations a second; 1 multiply-accumulate = 2 operations
  /// @param basis how it is known
  /// @param from where it comes from, in a few words
  public record Peak(String unit, String format, int bits, Range ops, Basis basis, String from) {
    /// Operations a second times bits.
    public Range bitOps() {
      return ops.times(bits);
    }
  }

  /// Equal logic dies.
  ///
  /// @param process as people call it
  /// @param node metres; null: not known
  /// @param planar whether its transistors are planar; null: not known
  /// @param why how that is known, or why not
  /// @param area square metres of one die; null: not known
  /// @param oneExposure whether no die of this kind can be larger than a reticle; false for a wafer
  /// @param transistors of one die; null: not known
  public record Die(
      String process,
      @Nullable Double node,
      @Nullable Boolean planar,
      String why,
      @Nullable Range area,
      boolean oneExposure,
      @Nullable Double transistors,
      int count) {}

  /// A quantity that lies somewhere within bounds, which are equal where it is known. The upper one
  /// may be infinite.
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

    /// Whether the bounds are one.
    public boolean known() {
      return low == high;
    }

    /// So many times this.
    public Range times(double factor) {
      return new Range(low * factor, high * factor);
    }

    /// The sum of two.
    public Range plus(Range other) {
      return new Range(low + other.low, high + other.high);
    }

    /// The quotient of two that are independent.
    public Range over(Range divisor) {
      return new Range(
          low / divisor.high, divisor.low == 0 ? Double.POSITIVE_INFINITY : high / divisor.low);
    }
  }
}
