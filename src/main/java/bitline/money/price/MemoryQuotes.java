package bitline.money.price;

import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Sourced;
import java.util.List;
import java.util.Map;

/// Memory that is bought, as `prices/memory.yaml` writes it.
///
/// @param types dollars a byte by the names of [bitline.chip.Memory.Type], in lower case
/// @param evidence where every value comes from
@Sourced
public record MemoryQuotes(
    Map<String, List<Quote.DollarsPerByte>> types, @Collected List<Evidence> evidence) {
  public MemoryQuotes {
    types.values().forEach(quotes -> Lists.filled("types", quotes));
  }
}
