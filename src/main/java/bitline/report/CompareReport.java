package bitline.report;

import bitline.base.Interval;
import bitline.compare.Outcome;
import bitline.report.CompareAnswer.Price;
import bitline.report.CompareAnswer.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A network on several machines, as a page: one table at equal work, where a picture's energy
/// goes, the memory wall, a roofline of each machine with every layer as a point, and how well all
/// of it is known.
public record CompareReport(CompareAnswer answer) {
  /// Writes the page: whole or not at all.
  public void write(Path file) {
    Page.write(page(), file);
  }

  /// The page.
  public String page() {
    return new Page()
        .section("figures", "All figures, at equal work", figures())
        .section("ratios", "Beside each other", ratios())
        .section("energy", "Where a picture's energy goes", energy())
        .section("wall", "The memory wall", wall())
        .section("roofline", "Rooflines, every layer a point", new Rooflines(answer).html())
        .section("mixes", "The same architectures in other processes", mixes())
        .section("known", "How well this is known", known())
        .text("compare", answer.network(), machines(), lead(), cards() + remarks());
  }

  private static String panel(String content) {
    return "<div class=\"panel scroll\">" + content + "</div>";
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private String machines() {
    List<String> names = answer.machines().stream().map(Row::machine).toList();
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  private String lead() {
    return CompareText.work(answer);
  }

  private String remarks() {
    return Page.notes(answer.remarks());
  }

  /// Who has the best of each figure, with the figure.
  private String cards() {
    String cards =
        card(
                "shortest latency",
                row -> row.outcome() == null ? null : Double.valueOf(row.outcome().latency()),
                false,
                Numbers::seconds)
            + card(
                "most pictures a second",
                row -> row.outcome() == null ? null : Double.valueOf(row.outcome().rate()),
                true,
                v -> CompareText.rate(v) + "/s")
            + card(
                "least energy a picture",
                row -> row.outcome() == null ? null : row.outcome().joules(),
                false,
                v -> Numbers.si(v, "J"))
            + card(
                "cheapest million pictures",
                row ->
                    row.outcome() == null || row.millionPictures() == null
                        ? null
                        : Double.valueOf(row.millionPictures().middle()),
                false,
                CompareText::dollars);
    return "<div class=\"figures\">" + cards + "</div>";
  }

  private String card(
      String label,
      Function<Row, @Nullable Double> figure,
      boolean most,
      Function<Double, String> shown) {
    record Told(Row row, double value) {}
    List<Told> told = new ArrayList<>();
    for (Row row : answer.machines()) {
      Double value = figure.apply(row);
      if (value != null) {
        told.add(new Told(row, value));
      }
    }
    if (told.size() < 2) {
      return "";
    }
    Comparator<Told> order = Comparator.comparingDouble(Told::value);
    Told best = told.stream().min(most ? order.reversed() : order).orElseThrow();
    return Page.card(
        label + ": " + best.row.machine(),
        shown.apply(best.value),
        best.row.ours() ? "chip" : "float");
  }

  private String figures() {
    StringBuilder out = new StringBuilder();
    out.append("<div class=\"scroll\"><table class=\"machines\"><thead><tr>");
    for (String title :
        List.of(
            "machine",
            "latency",
            "pictures/s",
            "energy a picture",
            "power",
            "price",
            "cost to make",
            "a million pictures",
            "silicon",
            "accuracy")) {
      out.append(title.equals("machine") ? "<th>" : "<th class=\"n\">");
      out.append(Html.escape(title)).append("</th>");
    }
    out.append("</tr></thead><tbody>");
    answer.machines().forEach(row -> row(out, row));
    return hint(
            "Latency is that of the whole batch from hand-over to its last result on an idle"
                + " machine; pictures a second, energy and power are those of a machine that is"
                + " kept busy. Small figures are the bounds within which a value lies in four cases"
                + " of five; where there are none, nobody has told how far it may be off. "
                + Numbers.UNKNOWN
                + " is not known.")
        + out.append("</tbody></table></div>");
  }

  private void row(StringBuilder out, Row row) {
    Outcome outcome = row.outcome();
    out.append(row.ours() ? "<tr class=\"ours\"><td>" : "<tr><td>");
    out.append("<b>").append(Html.escape(row.machine())).append("</b>");
    small(out, Stream.of(row.title(), outcome == null ? "" : outcome.format()));
    out.append("</td>");
    if (outcome == null) {
      out.append("<td colspan=\"4\" class=\"why\">");
      out.append(Html.escape(CompareText.reasons(row))).append("</td>");
    } else {
      cell(out, Numbers.seconds(outcome.latency()), "");
      cell(out, CompareText.rate(outcome.rate()), "");
      cell(out, si(outcome.joules(), "J"), bounds(row.joules(), "J"));
      cell(out, si(outcome.watts(), "W"), bounds(row.watts(), "W"));
    }
    price(out, row.price());
    price(out, row.cost());
    Interval million = row.millionPictures();
    cell(
        out,
        million == null ? Numbers.UNKNOWN : CompareText.dollars(million.middle()),
        bounds(million));
    Interval area = row.silicon().area();
    cell(
        out,
        area == null ? Numbers.UNKNOWN : Numbers.si(area.middle(), "m2"),
        String.join(
            "; ",
            Stream.of(bounds(area, "m2"), row.silicon().process(), row.silicon().basis())
                .filter(text -> !text.isEmpty())
                .toList()));
    cell(out, CompareText.accuracy(answer, row), row.accuracy() == null ? "" : row.accuracy().of());
    out.append("</tr>");
  }

  private static void price(StringBuilder out, @Nullable Price price) {
    cell(
        out,
        price == null ? Numbers.UNKNOWN : CompareText.dollars(price.dollars().middle()),
        price == null ? "" : bounds(price.dollars()) + "; " + price.basis());
  }

  private static void cell(StringBuilder out, String value, String below) {
    out.append("<td class=\"n\">").append(Html.escape(value));
    small(out, Stream.of(below.startsWith("; ") ? below.substring(2) : below));
    out.append("</td>");
  }

  private static void small(StringBuilder out, Stream<String> lines) {
    lines
        .filter(line -> !line.isEmpty())
        .forEach(line -> out.append("<small>").append(Html.escape(line)).append("</small>"));
  }

  private static String si(@Nullable Double value, String unit) {
    return value == null ? Numbers.UNKNOWN : Numbers.si(value, unit);
  }

  private static String bounds(@Nullable Interval interval, String unit) {
    return interval == null || interval.low() == interval.high()
        ? ""
        : EstimateText.interval(interval, unit);
  }

  private static String bounds(@Nullable Interval dollars) {
    return dollars == null || dollars.low() == dollars.high()
        ? ""
        : CompareText.dollars(dollars.low()) + " to " + CompareText.dollars(dollars.high());
  }

  private String ratios() {
    Table ratios = CompareText.ratios(answer);
    String chip = answer.chip().map(Row::machine).orElse("");
    return ratios == null
        ? ""
        : hint(
                "What "
                    + chip
                    + " has, as a multiple of what the machine of each line has: ×0.5 of a latency"
                    + " is half as long, ×2 of a rate is twice as many pictures a second. Made of"
                    + " the middle values above; their bounds hold for these multiples too.")
            + Page.table(ratios);
  }

  /// Joules of a picture by level, of machines that tell them; what no level tells is the rest.
  private String energy() {
    List<String> levels = answer.levels();
    List<StackedBars.Series> series = new ArrayList<>();
    levels.forEach(level -> series.add(new StackedBars.Series(level, LevelStyle.style(level))));
    series.add(new StackedBars.Series("the rest", "rest"));
    List<StackedBars.Bar> bars = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Row row : answer.done()) {
      Outcome outcome = row.outcome();
      Double all = outcome == null ? null : outcome.joules();
      if (outcome == null || all == null) {
        silent.add(row.machine());
        continue;
      }
      List<Double> values = new ArrayList<>();
      double rest = all;
      for (String level : levels) {
        double joules = 0;
        for (Outcome.Level each : outcome.levels()) {
          Double moved = each.name().equals(level) ? each.joules() : null;
          joules += moved == null ? 0 : moved;
        }
        values.add(joules);
        rest -= joules;
      }
      values.add(Math.max(0, rest));
      bars.add(new StackedBars.Bar(row.machine(), values));
    }
    if (bars.isEmpty()) {
      return "";
    }
    StackedBars drawing =
        new StackedBars(
            "energy of a picture by machine and level", "J", series, bars, bars.size(), false);
    return hint(
            "Joules of a picture. Each colour is a memory or link that bytes pass, or what takes"
                + " energy without moving bytes; the rest is what nobody tells apart."
                + (silent.isEmpty()
                    ? ""
                    : " Nothing is known of the energy of " + String.join(", ", silent) + "."))
        + panel(drawing.html());
  }

  private String wall() {
    List<MemoryWall.Machine> walls = new ArrayList<>();
    for (Row row : answer.done()) {
      Outcome outcome = row.outcome();
      List<MemoryWall.Level> levels =
          outcome == null
              ? List.of()
              : outcome.levels().stream()
                  .filter(Outcome.Level::moves)
                  .map(l ->
                      new MemoryWall.Level(
                          l.name(), LevelStyle.style(l.name()), l.bytes(), l.seconds(), l.joules()))
                  .toList();
      if (outcome != null && !levels.isEmpty()) {
        walls.add(
            new MemoryWall.Machine(row.machine(), outcome.interval(), outcome.joules(), levels));
      }
    }
    if (walls.isEmpty()) {
      return "";
    }
    return hint(
            "What passes each memory and link for one picture, nearest to the multipliers first."
                + " A bar that fills the second column is a wall: moving these bytes takes all of"
                + " the time that the machine has for a picture, whatever its multipliers could do."
                + " Levels work at the same time, so that shares of the time do not add up.")
        + panel(new MemoryWall("bytes, time and energy by memory and machine", walls).html())
        + "<details><summary>The same as a table</summary>"
        + Page.table(CompareText.wall(answer))
        + "</details>";
  }

  private String mixes() {
    Table mixes = CompareText.mixes(answer);
    Table splits = CompareText.splits(answer);
    if (mixes == null) {
      return "";
    }
    return hint(
            "Chips of the same architecture, drawn in four processes at the nominal supply of"
                + " each: read down for what a process gives, across equal processes for what an"
                + " architecture gives.")
        + Page.table(mixes)
        + (splits == null
            ? ""
            : "<h3 class=\"more\">Process or architecture</h3>"
                + hint(
                    "Two machines as they are made: the ratio of a figure, more of which is"
                        + " better, is what the process gives times what the architecture gives.")
                + Page.table(splits));
  }

  private String known() {
    StringBuilder out = new StringBuilder();
    out.append("<div class=\"scroll\"><table class=\"rests\"><thead><tr><th>machine</th>");
    out.append("<th>where its figures come from</th></tr></thead><tbody>");
    List<String> footing = CompareText.footing(answer);
    for (int r = 0; r < footing.size(); r++) {
      String name = answer.machines().get(r).machine();
      out.append("<tr><td><b>").append(Html.escape(name)).append("</b></td><td class=\"why\">");
      out.append(Html.escape(footing.get(r).substring(name.length() + 2))).append("</td></tr>");
    }
    return out.append("</tbody></table></div>").toString();
  }
}
