package bitline.claim;

import bitline.chip.Chip;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The seven claims of the article that this project starts from, in its order.
public final class Claims {
  private Claims() {}

  /// Tests them all. Without one of the networks no verdict is given.
  ///
  /// @param chips described chips by name: ours, and that of NOR flash
  public static List<Claim> of(Exhibits e, Map<String, Chip> chips) {
    return List.of(
        tested(e, "data-path", "Data movement removed", () -> PathClaim.of(e)),
        tested(e, "energy", "An order of magnitude less energy", () -> EnergyClaim.of(e)),
        tested(e, "latency", "The answer comes sooner", () -> LatencyClaim.of(e)),
        tested(e, "cost", "No advanced process, a third of the cost", () -> CostClaim.of(e)),
        tested(
            e, "flash", "NOR flash only for small and serial work", () -> FlashClaim.of(e, chips)),
        tested(e, "battery", "Performance a watt counts on a battery", () -> BatteryClaim.of(e)),
        tested(e, "edge", "The edge first, the cloud later", () -> EdgeClaim.of(e)));
  }

  private static Claim tested(Exhibits e, String key, String title, Supplier<Claim> claim) {
    return e.missing().isEmpty()
        ? claim.get()
        : new Claim(
            key, title, "", "", new Claim.Finding.Withheld(e.missing()), List.of(), List.of());
  }
}
