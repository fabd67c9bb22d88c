package bitline.silicon.validate;

import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.silicon.Peak;
import java.util.EnumSet;
import java.util.Set;

/// A published figure with what a model needs to give the same.
///
/// @param at the conditions; points that differ only in what was published there are equal
/// @param parts that the figure covers
/// @param whole parts that a share is a share of
record Comparison(
    Chip chip, OperatingPoint at, Set<Part> parts, Set<Part> whole, Published published) {

  /// What belongs to the arrays themselves, and is covered where nobody says otherwise: not
  /// buffers, network, vector units, memory and host, nor writing.
  static final Set<Part> MACRO =
      Set.copyOf(
          EnumSet.of(
              Part.DRIVERS,
              Part.CELLS,
              Part.CONVERTERS,
              Part.ADDERS,
              Part.DATAPATH,
              Part.CONTROL,
              Part.LEAKAGE));

  double modelled(Peak peak) {
    return published.form().of(peak, parts, whole, chip.arrays());
  }
}
