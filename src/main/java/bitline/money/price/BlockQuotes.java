package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.List;
import java.util.Map;

/// What a die needs beyond what a chip's file describes, as `prices/blocks.yaml` writes it.
///
/// @param node metres by which the process of the areas is called
/// @param shrink how areas follow those of gates in other nodes
/// @param interfaces to memory by the names of [bitline.chip.Memory.Type], in lower case
/// @param host link to the host
/// @param processors that start layers and serve the host
/// @param housekeeping clocks, supplies, fuses, test access
/// @param ring width of pads and seal ring around a die
/// @param utilisation share of a floor plan that is filled
/// @param dieToDie share of a die for links to the others where a chip is cut into several
/// @param evidence where every value comes from
@Sourced
public record BlockQuotes(
    @Unit("m") @Range(min = 1e-9, max = 1e-6) double node,
    Shrink shrink,
    Map<String, Interface> interfaces,
    Host host,
    List<Quote.Area> processors,
    List<Quote.Area> housekeeping,
    List<Quote.Width> ring,
    @Range(min = 0.1, max = 1) double utilisation,
    @Range(min = 0, max = 0.9) double dieToDie,
    @Collected List<Evidence> evidence) {
  public BlockQuotes {
    Lists.filled("processors", processors);
    Lists.filled("housekeeping", housekeeping);
    Lists.filled("ring", ring);
  }

  /// Exponents of the ratio of gate areas by which blocks become smaller.
  public record Shrink(
      @Range(min = 0, max = 2) double interfaces, @Range(min = 0, max = 2) double logic) {}

  /// Controller and physical layer.
  ///
  /// @param pin bytes a second of one data pin
  /// @param area for each data pin
  public record Interface(
      @Unit("B/s") @Range(min = 1e6, max = 1e12) double pin, List<Quote.Area> area) {
    public Interface {
      Lists.filled("area", area);
    }
  }

  /// A link of lanes.
  ///
  /// @param lane bytes a second in each direction
  /// @param area for each lane
  public record Host(
      @Unit("B/s") @Range(min = 1e6, max = 1e12) double lane, List<Quote.Area> area) {
    public Host {
      Lists.filled("area", area);
    }
  }
}
