package bitline.report;

import bitline.base.Units;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stays below a class, in words and tables.
public final class PolicyDesign {
  private PolicyDesign() {}

  /// What stays below.
  public static String text(PolicyAnswer.Design design, List<FreeBelow> wider, int width) {
    StringBuilder out = new StringBuilder();
    out.append(Paragraph.wrap(sentence(design), "", "  ", width));
    out.append(classes(design.rungs()).render(width));
    if (!wider.isEmpty()) {
      out.append('\n').append(wider(wider).render(width));
    }
    List<PolicyAnswer.Rung> sizes = design.sizes();
    if (sizes != null) {
      out.append('\n').append(sizes(sizes).render(width));
    }
    return out.toString();
  }

  static String sentence(PolicyAnswer.Design design) {
    return "A chip of "
        + Units.format(design.area(), "m2")
        + " of logic at "
        + Units.format(design.node(), "m")
        + " ("
        + planar(design.planar())
        + "), marketed for "
        + design.market().replace('_', ' ')
        + ", is free of every control "
        + (design.free() > 0
            ? "below TPP " + PolicyText.plain(design.free()) + "."
            : "at no TPP that was searched.");
  }

  static String planar(@Nullable Boolean planar) {
    return planar == null
        ? "planar or not is not known"
        : planar ? "planar transistors" : "transistors that are not planar";
  }

  /// TPP, and what it is in operations a second of several widths.
  static Table classes(List<PolicyAnswer.Rung> rungs) {
    List<List<String>> rows = new ArrayList<>();
    for (PolicyAnswer.Rung rung : rungs) {
      rows.add(
          List.of(
              rung.label(),
              PolicyText.plain(rung.from()),
              rung == rungs.getLast() ? "end of search" : "below " + PolicyText.plain(rung.to()),
              rate(rung.to(), 16),
              rate(rung.to(), 8),
              rate(rung.to(), 4)));
    }
    return new Table(
        List.of(
            Table.text("class"),
            Table.number("TPP from"),
            Table.number("to"),
            Table.number("16 bits"),
            Table.number("8 bits"),
            Table.number("4 bits")),
        rows);
  }

  private static String rate(double tpp, int bits) {
    return Units.format(tpp * 1e12 / bits, "op/s");
  }

  /// An area and the TPP at which control begins, for three kinds of chip.
  ///
  /// @param area square metres
  /// @param fins marketed as asked, not planar
  /// @param planar marketed as asked, planar
  /// @param elsewhere not planar, not for data centres
  public record FreeBelow(double area, double fins, double planar, double elsewhere) {}

  static Table wider(List<FreeBelow> points) {
    return new Table(
        List.of(
            Table.number("logic area"),
            Table.number("free below TPP: data centre, FinFET"),
            Table.number("planar"),
            Table.number("not for data centres")),
        points.stream()
            .map(p ->
                List.of(
                    Units.format(p.area(), "m2", 3),
                    PolicyText.plain(Math.rint(p.fins())),
                    PolicyText.plain(Math.rint(p.planar())),
                    PolicyText.plain(Math.rint(p.elsewhere()))))
            .toList());
  }

  static Table sizes(List<PolicyAnswer.Rung> sizes) {
    return new Table(
        List.of(
            Table.text("this chip, larger or smaller"),
            Table.number("from times"),
            Table.number("below times")),
        sizes.stream()
            .map(r ->
                List.of(r.label(), Units.format(r.from(), "1", 3), Units.format(r.to(), "1", 3)))
            .toList());
  }
}
