package bitline.silicon.component;

import bitline.chip.Adc;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What converters are made of, and converters that were built or designed, as
/// `components/converters.yaml` holds them.
@Sourced
public record ConverterParts(
    String name,
    String description,
    Gate comparator,
    Gate flipFlop,
    List<Anchor> anchors,
    @Collected List<Evidence> evidence) {
  /// Those that come with Bitline.
  static final ConverterParts SHIPPED = Components.read(ConverterParts.class, "converters");

  /// A small circuit at one node and supply.
  ///
  /// @param energy of one operation
  @Sourced
  public record Gate(
      @Unit("J") double energy,
      @Unit("m2") double area,
      @Unit("m") double node,
      @Unit("V") double supply) {
    /// Joules at another node and supply: as the capacitance of a gate there, and the square of the
    /// supply.
    double energyAt(Node other, double volts) {
      double capacitance = other.gateCapacitance() / Nodes.at(node).gateCapacitance();
      return energy * capacitance * (volts / supply) * (volts / supply);
    }

    /// Square metres at another node: as the area of a gate there.
    double areaAt(Node other) {
      return area * other.gateArea() / Nodes.at(node).gateArea();
    }
  }

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
