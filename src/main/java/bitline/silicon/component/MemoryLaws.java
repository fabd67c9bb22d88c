package bitline.silicon.component;

import bitline.base.Interval;
import bitline.chip.Memory;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;

/// Memory beside the chip, eDRAM, routers and links, as `components/memory.yaml` holds them.
@Sourced
record MemoryLaws(
    String name,
    String description,
    List<OfType> types,
    Edrams edram,
    Routers routers,
    List<Link> links,
    @Collected List<Evidence> evidence) {
  static final MemoryLaws SHIPPED = Components.read(MemoryLaws.class, "memory");

  /// @param energy joules of a bit
  /// @param background watts of one device
  /// @param bandwidth bytes a second of one device
  @Sourced
  record OfType(Memory.Type type, Joules energy, Watts background, @Unit("B/s") double bandwidth) {}

  /// An interval of joules.
  @Sourced
  record Joules(@Unit("J") double low, @Unit("J") double middle, @Unit("J") double high) {
    Interval interval() {
      return new Interval(middle, low, high);
    }
  }

  /// An interval of watts.
  @Sourced
  record Watts(@Unit("W") double low, @Unit("W") double middle, @Unit("W") double high) {
    Interval interval() {
      return new Interval(middle, low, high);
    }
  }

  /// @param background watts of a bit, refresh counted
  @Sourced
  record Edrams(DenseMemory frugal, DenseMemory spending, @Unit("W") double background) {}

  /// @param bit joules of a bit moved
  @Sourced
  record DenseMemory(
      @Unit("J") double bit,
      @Unit("m2") double bitArea,
      @Unit("m") double node,
      @Unit("V") double volts) {}

  /// @param frugal energy and area of one bit of a flit, the lower bound
  @Sourced
  record Routers(Circuit frugal, Circuit spending) {}

  /// @param energy joules of a bit
  @Sourced
  record Link(String name, Joules energy) {
    static Link of(String name) {
      return SHIPPED.links.stream()
          .filter(l -> l.name.equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no link " + name));
    }
  }
}
