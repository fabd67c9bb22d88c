package bitline.report;

import bitline.base.Units;
import bitline.time.decode.DecodeTiming;
import bitline.time.decode.Needed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How fast a chip writes text, as a terminal shows it.
public final class DecodeText {
  private DecodeText() {}

  /// The figures on top.
  public static Table figures(DecodeTiming timing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("tokens a second", rate(timing.tokensPerSecond())));
    if (timing.sequences() > 1) {
      rows.add(List.of("of each sequence", rate(1 / timing.interval())));
    }
    if (timing.roof() > 0) {
      rows.add(
          List.of(
              "roof of the memory outside, at its peak", rate(timing.sequences() / timing.roof())));
      rows.add(List.of("share of the roof", Numbers.percent(timing.roof() / timing.interval())));
    }
    rows.add(
        List.of(
            "weights that pass for a token",
            timing.resident() ? "none, all stay" : bytes(timing.weightBytes())));
    rows.add(
        List.of(
            "keys and values that pass",
            timing.cacheOnChip() ? "none, they fit the chip" : bytes(timing.cacheBytes())));
    if (timing.otherBytes() > 0) {
      rows.add(List.of("looked up", bytes(timing.otherBytes())));
    }
    return new Table(List.of(Table.text("decoding"), Table.number("")), rows);
  }

  /// What the time from token to token is made of.
  public static Table parts(DecodeTiming timing) {
    return new Table(
        List.of(Table.text("from token to token"), Table.number("time"), Table.number("share")),
        timing.parts().stream()
            .map(part ->
                List.of(
                    part.name(),
                    Numbers.seconds(part.seconds()),
                    Numbers.percent(part.seconds() / timing.interval())))
            .toList());
  }

  /// How long each unit works for a token.
  public static Table units(DecodeTiming timing) {
    return new Table(
        List.of(Table.text("unit"), Table.number("works"), Table.number("busy")),
        timing.units().stream()
            .map(unit ->
                List.of(
                    unit.name(),
                    Numbers.seconds(unit.seconds()),
                    Numbers.percent(unit.seconds() / timing.interval())))
            .toList());
  }

  /// What one figure would have to be, the others as they are.
  ///
  /// @param tokens a second
  public static Table needed(Needed needed, DecodeTiming timing, double tokens) {
    List<List<String>> rows = new ArrayList<>();
    Double bandwidth = needed.bandwidth();
    rows.add(
        List.of(
            "bandwidth of the memory outside",
            bandwidth == null ? "none helps" : Units.format(bandwidth, "B/s", 4)));
    Double efficiency = needed.efficiency();
    rows.add(
        List.of(
            "its efficiency", efficiency == null ? "not by this" : Numbers.percent(efficiency)));
    Integer bits = needed.weightBits();
    rows.add(List.of("bits of a weight, at most", bits == null ? "too few" : bits.toString()));
    Double outside = needed.outside();
    rows.add(
        List.of(
            "time outside the chip, at most",
            outside == null ? "not by this" : Numbers.seconds(outside)));
    Integer sequences = needed.sequences();
    rows.add(
        List.of(
            "sequences at once, which together reach it",
            sequences == null ? "none" : sequences.toString()));
    String title = "for " + rate(tokens) + " tokens a second";
    return new Table(List.of(Table.text(title), Table.number("needed")), rows);
  }

  /// Bytes with three digits.
  public static String bytes(double bytes) {
    return bytes >= 1e9
        ? String.format(Locale.ROOT, "%.2f GB", bytes / 1e9)
        : bytes >= 1e6
            ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
            : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
  }

  /// Tokens a second.
  public static String rate(double tokens) {
    return tokens < 1000
        ? String.format(Locale.ROOT, "%.2f", tokens)
        : Numbers.count(Math.round(tokens));
  }
}
