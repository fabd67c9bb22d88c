package bitline.compare;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Energy of memories beside a die: device, interface and controller. What a machine's catalogue
/// entry does not tell.
final class Dram {
  /// Picojoules a bit by the beginning of the type's name, longest first where one begins another.
  /// HBM2 6.25 and HBM2e 6.0 as a system (O'Connor et al., MICRO 2017); HBM3 4.05, HBM3e 3.5;
  /// GDDR6 7.5, GDDR6X 7.25 (Micron); LPDDR4 6 between 4 (Dally 2020) and 8; LPDDR5 4; DDR4 17;
  /// DDR5 12.
  private static final Map<String, Double> PICOJOULES =
      Map.ofEntries(
          Map.entry("HBM2E", 6.0),
          Map.entry("HBM2", 6.25),
          Map.entry("HBM3E", 3.5),
          Map.entry("HBM3", 4.05),
          Map.entry("GDDR6X", 7.25),
          Map.entry("GDDR6", 7.5),
          Map.entry("GDDR7", 6.0),
          Map.entry("LPDDR4", 6.0),
          Map.entry("LPDDR5", 4.0),
          Map.entry("DDR4", 17.0),
          Map.entry("DDR5", 12.0));

  /// Of a type that is not among them. Assumed: the middle of those that are.
  private static final double UNKNOWN = 6.0;

  private Dram() {}

  /// Joules a byte read or written.
  ///
  /// @param type as the catalogue writes it, such as `HBM2e`
  static double joulesPerByte(@Nullable String type) {
    double found = UNKNOWN;
    int length = 0;
    if (type != null) {
      String name = type.toUpperCase(Locale.ROOT);
      for (Map.Entry<String, Double> known : PICOJOULES.entrySet()) {
        if (name.startsWith(known.getKey()) && known.getKey().length() > length) {
          found = known.getValue();
          length = known.getKey().length();
        }
      }
    }
    return found * 8e-12;
  }
}
