package bitline.silicon.validate;

import bitline.chip.Chip;
import bitline.chip.OperatingPoint;
import bitline.silicon.Factors;
import bitline.silicon.Peak;

/// What is validated: energy and area of a chip at a point, given factors on its assumptions. The
/// one that ships is [Peak#of]. A [bitline.base.Problem] says that a chip cannot be modelled there.
@FunctionalInterface
public interface Model {
  /// Energy and area by part.
  Peak peak(Chip chip, OperatingPoint point, Factors factors);
}
