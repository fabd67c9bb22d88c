package bitline.silicon.component;

import bitline.chip.Adc;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Converters that were built or designed for arrays, as `components/converters.yaml` holds them.
@Sourced
public record KnownConverters(
    String name, String description, List<Anchor> anchors, @Collected List<Evidence> evidence) {
  /// Those that come with Bitline.
  static final KnownConverters SHIPPED = Components.read(KnownConverters.class, "converters");

  /// A converter that somebody built or designed for arrays.
  ///
  /// @param name of the chip's file if it is a chip's
  /// @param rate conversions a second; null where not told
  /// @param energy of a conversion; null where not told
  /// @param area of a converter; null where not told
  @Sourced
  public record Anchor(
      String name,
      Adc.Type type,
      double bits,
      @Unit("m") double node,
      @Unit("V") double supply,
      @Unit("Hz") @Nullable Double rate,
      @Unit("J") @Nullable Double energy,
      @Unit("m2") @Nullable Double area,
      Origin origin) {}

  /// Who says so.
  public enum Origin {
    /// Measured on a compute-in-memory chip.
    CHIP,
    /// Used in a design study.
    DESIGN
  }
}
