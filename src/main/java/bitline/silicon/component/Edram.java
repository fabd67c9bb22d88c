package bitline.silicon.component;

import bitline.base.Interval;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;

/// Dense memory on the chip, of capacitors or gain cells. Its two sources lie 60 times apart in
/// energy: a design study after CACTI and a published macro that reads 1024 bits; they are the
/// bounds, and their geometric mean the middle. Energy goes with the side of a cell and the square
/// of the supply, area with that of an SRAM cell.
///
/// @param bytes size
/// @param node technology
/// @param volts supply
public record Edram(double bytes, Node node, double volts) {
  public Edram {
    node.check(volts);
  }

  /// Joules of one bit moved.
  public Interval perBit() {
    MemoryLaws.Edrams laws = MemoryLaws.SHIPPED.edram();
    return between(energy(laws.frugal()), energy(laws.spending()));
  }

  /// Square metres.
  public Interval area() {
    MemoryLaws.Edrams laws = MemoryLaws.SHIPPED.edram();
    return between(area(laws.frugal()), area(laws.spending()));
  }

  /// Watts of refresh and leakage.
  public Interval background() {
    return Interval.within(bytes * 8 * MemoryLaws.SHIPPED.edram().background(), 3);
  }

  private static Interval between(double one, double other) {
    return new Interval(Math.sqrt(one * other), Math.min(one, other), Math.max(one, other));
  }

  private double energy(MemoryLaws.DenseMemory law) {
    double side = Math.sqrt(node.sramCell() / Nodes.at(law.node()).sramCell());
    return law.bit() * side * (volts / law.volts()) * (volts / law.volts());
  }

  private double area(MemoryLaws.DenseMemory law) {
    return bytes * 8 * law.bitArea() * node.sramCell() / Nodes.at(law.node()).sramCell();
  }
}
