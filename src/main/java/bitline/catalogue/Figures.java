package bitline.catalogue;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be checked of an accelerator, whoever lists it: our own files or a table of others. SI
/// units; null where nothing is said.
///
/// @param name as the list calls it
/// @param year of release with its fraction
/// @param dense peaks by format
/// @param sparse peaks by format
/// @param performance total processing performance as the list states it: operations a second times
///   bits
/// @param memoryType such as `HBM3`; null where the list does not tell
/// @param logicArea of all logic dies together
/// @param transistors of all logic dies together
/// @param price in dollars
/// @param lowPower whether it is made to spend little for its area: neurons, analog arrays,
///   always-on
record Figures(
    String name,
    @Nullable String vendor,
    @Nullable Double year,
    Map<Format, Double> dense,
    Map<Format, Double> sparse,
    @Nullable Double performance,
    @Nullable Double memory,
    @Nullable Double bandwidth,
    @Nullable String memoryType,
    @Nullable Double onChip,
    @Nullable Double logicArea,
    @Nullable Double transistors,
    @Nullable Double node,
    @Nullable Double power,
    @Nullable Double price,
    Accelerator.@Nullable Engine engine,
    boolean lowPower) {

  /// The figures of an accelerator of ours.
  static Figures of(Accelerator a) {
    Map<Format, Double> dense = new EnumMap<>(Format.class);
    Map<Format, Double> sparse = new EnumMap<>(Format.class);
    for (Accelerator.Rate rate : a.rates()) {
      if (rate.dense() != null) {
        dense.put(rate.format(), rate.dense());
      }
      if (rate.sparse() != null) {
        sparse.put(rate.format(), rate.sparse());
      }
    }
    Double area = 0.0;
    Double transistors = 0.0;
    for (Accelerator.Die die : a.dies()) {
      area =
          area == null || die.area() == null
              ? null
              : Double.valueOf(area + die.area() * die.count());
      transistors =
          transistors == null || die.transistors() == null
              ? null
              : Double.valueOf(transistors + die.transistors() * die.count());
    }
    boolean low =
        switch (a.technology()) {
          case NEUROMORPHIC, ANALOG_COMPUTE_IN_MEMORY, PHOTONIC, OPTICAL_ANALOG -> true;
          default -> a.segment() == Segment.ALWAYS_ON;
        };
    Accelerator.Store memory = a.memory();
    return new Figures(
        a.name(),
        a.vendor(),
        year(a.released()),
        dense,
        sparse,
        null,
        memory == null ? null : memory.size(),
        memory == null ? null : memory.bandwidth(),
        memory == null ? null : memory.type(),
        a.onChip(),
        a.dies().isEmpty() ? null : area,
        a.dies().isEmpty() ? null : transistors,
        a.dies().isEmpty() ? null : a.dies().getFirst().node(),
        a.power(),
        a.price().map(Accelerator.Price::dollars).orElse(null),
        a.engine(),
        low);
  }

  /// The year of a date such as `2024`, `2024-03` or `2024-03-21`, with its fraction.
  static double year(String date) {
    int year = Integer.parseInt(date.substring(0, 4));
    int month = date.length() < 7 ? 1 : Integer.parseInt(date.substring(5, 7));
    int day = date.length() < 10 ? 1 : Integer.parseInt(date.substring(8, 10));
    return year + (month - 1) / 12.0 + (day - 1) / 365.25;
  }
}
