package bitline.silicon.component;

import bitline.base.Problem;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Laws of SRAM buffers of one bank and one port, as `components/sram_buffer.yaml` holds them;
/// `bitline.silicon.fit` makes them from a sweep of CACTI.
///
/// @param optimism how many times more real memories take than CACTI says
/// @param cactiCell area of a cell in squares of the node, in CACTI
@Sourced
public record SramLaws(
    String name,
    String description,
    List<OfCell> cells,
    Optimism optimism,
    double cactiCell,
    @Collected List<Evidence> evidence) {
  /// Those that come with Bitline.
  public static final SramLaws SHIPPED = Components.read(SramLaws.class, "sram_buffer");

  /// Laws of one kind of transistors.
  ///
  /// @param name `lstp`, low standby power, or `hp`, high performance
  /// @param leakage null where CACTI's is not reliable
  @Sourced
  public record OfCell(
      String name,
      Energy read,
      Energy write,
      @Nullable Leakage leakage,
      Area area,
      Access access) {}

  /// Joules of a word.
  ///
  /// @param reference at 64 KB, 128 bits, 22 nm
  /// @param size exponent of the size
  /// @param word exponent of the bits of a word
  /// @param node exponent of the node
  /// @param residual standard deviation of ln(CACTI / law)
  @Sourced
  public record Energy(
      @Unit("J") double reference, double size, double word, double node, double residual) {}

  /// Watts at 340 K; as [Energy].
  @Sourced
  public record Leakage(@Unit("W") double reference, double size, double node, double residual) {}

  /// Square metres: `cell` for each bit and `word` for the square of a word's bits, at 22 nm.
  @Sourced
  public record Area(
      @Unit("m2") double cell, @Unit("m2") double word, double node, double residual) {}

  /// Seconds from address to data: `fixed` and `root` times the root of the KB, at 22 nm.
  @Sourced
  public record Access(
      @Unit("s") double fixed, @Unit("s") double root, double node, double residual) {}

  /// Bounds of a factor.
  @Sourced
  public record Optimism(double least, double most) {}

  /// The laws of that kind of transistors.
  public OfCell cell(String wanted) {
    return cells.stream()
        .filter(c -> c.name.equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Problem("no SRAM of '" + wanted + "' transistors; lstp or hp"));
  }
}
