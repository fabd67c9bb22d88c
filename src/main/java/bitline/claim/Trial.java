package bitline.claim;

import bitline.compare.Simulated;
import java.util.List;

/// A network on one of our chips, or why it does not run there.
///
/// @param network its name for people
/// @param chip the chip's name, such as `houmo_h30_2023`
/// @param way what is otherwise than usual, such as [#FITTED]; empty: nothing
/// @param batch pictures that are handed over at once
/// @param result what came of it
public record Trial(String network, String chip, String way, int batch, Result result) {
  /// Joules by factors that were fitted to what was published of the chip.
  public static final String FITTED = "fitted";

  /// The chip drawn in 5 nm.
  public static final String FINE = "in 5 nm";

  /// Layers start as fast as on Metis.
  public static final String PROMPT = "layers start in 3 µs";

  /// Products of two activations are computed in arrays.
  public static final String ATTENTION = "attention in arrays";

  /// What came of it.
  public sealed interface Result {
    /// It ran.
    ///
    /// @param weights constants that products take
    /// @param resident whether all weights stay in the cells
    /// @param written cells that are written for one picture
    /// @param intermediate products of two activations that run in arrays
    /// @param beside products that do not run in arrays
    record Ran(
        Simulated simulated,
        double macs,
        double weights,
        boolean resident,
        double written,
        int intermediate,
        int beside)
        implements Result {}

    /// It does not fit.
    record Refused(List<String> reasons) implements Result {
      public Refused {
        reasons = List.copyOf(reasons);
      }
    }
  }
}
