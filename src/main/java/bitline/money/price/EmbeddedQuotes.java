package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.util.List;
import java.util.Map;

/// What memory cells that are no SRAM add to a process, as `prices/embedded.yaml` writes it.
///
/// @param media by the names of [bitline.cell.Medium], in lower case
/// @param evidence where every value comes from
@Sourced
public record EmbeddedQuotes(Map<String, Added> media, @Collected List<Evidence> evidence) {
  /// What one kind of cell adds.
  ///
  /// @param masks more
  /// @param wafer share of the price of a wafer more
  /// @param defects density of defects of its arrays over that of the process
  public record Added(
      List<Quote.Number> masks, List<Quote.Number> wafer, List<Quote.Number> defects) {
    public Added {
      Lists.filled("masks", masks);
      Lists.filled("wafer", wafer);
      Lists.filled("defects", defects);
    }
  }
}
