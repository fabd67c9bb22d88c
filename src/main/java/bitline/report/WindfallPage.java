package bitline.report;

import bitline.forecast.windfall.Windfall;
import bitline.text.Evidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a windfall clause gives, as a page: in plain words, as curves, tables, every input with its
/// source.
public final class WindfallPage {
  private WindfallPage() {}

  /// Writes the page: whole or not at all.
  public static void write(Windfall windfall, Path file) {
    Page.write(page(windfall), file);
  }

  /// The page.
  public static String page(Windfall windfall) {
    List<String> sentences = WindfallText.sentences(windfall);
    return new Page()
        .section(
            "promise", "The promise", plot(windfall) + Page.table(WindfallText.scale(windfall)))
        .section("outcomes", "How the year may go", Page.table(WindfallText.outcomes(windfall)))
        .section(
            "quantiles",
            "How likely",
            hint(
                    "Each column by itself: so many cases of a hundred have at most this profit, and"
                        + " at most this is given.")
                + Page.table(WindfallText.quantiles(windfall)))
        .section(
            "known",
            "What companies would have given of profits that they had",
            windfall.known().isEmpty() ? "" : Page.table(WindfallText.known(windfall)))
        .section("remarks", "What is left out", Page.notes(WindfallText.remarks(windfall)))
        .section("inputs", "Every input, and where it comes from", inputs(windfall))
        .titled(
            "windfall",
            windfall.clause().title() + ", " + windfall.clause().year(),
            String.join(" ", sentences),
            cards(windfall));
  }

  private static String hint(String text) {
    return "<p class=\"hint\">" + Html.escape(text) + "</p>";
  }

  private static String cards(Windfall windfall) {
    return "<div class=\"figures\">"
        + Page.card(
            "yearly profit from which anything is given",
            WindfallText.dollars(windfall.threshold()),
            "long")
        + Page.card(
            "probability that anything is given", WindfallText.percent(windfall.any()), "long")
        + Page.card("given on average", WindfallText.dollars(windfall.expected()), "chip long")
        + Page.card("of the average profit", WindfallText.percent(windfall.share()), "long")
        + "</div>";
  }

  /// Profit and what is given of it, both on one logarithmic axis.
  private static String plot(Windfall windfall) {
    List<String> places = new ArrayList<>();
    List<BandPlot.Point> given = new ArrayList<>();
    List<BandPlot.Point> profit = new ArrayList<>();
    for (int i = 0; i < windfall.scale().size(); i++) {
      Windfall.Given one = windfall.scale().get(i);
      places.add(WindfallText.percent(one.relative()));
      profit.add(point(i, one.profit(), "profit"));
      if (one.given() > 0) {
        given.add(point(i, one.given(), "given, " + WindfallText.percent(one.share())));
      }
    }
    if (given.isEmpty()) {
      return "";
    }
    BandPlot plot =
        new BandPlot(
            "profit and what is given of it",
            places,
            "profit over world product",
            List.of(
                new BandPlot.Line("profit, billions of dollars", "soft", profit),
                new BandPlot.Line("given, billions of dollars", "chip", given)),
            -1);
    return "<div class=\"panel\"><div class=\"scroll\">" + plot.html() + "</div></div>";
  }

  private static BandPlot.Point point(int place, double dollars, String what) {
    double billions = dollars / 1e9;
    return new BandPlot.Point(
        place, billions, billions, billions, what + ": " + WindfallText.dollars(dollars));
  }

  private static String inputs(Windfall windfall) {
    StringBuilder rows = new StringBuilder();
    for (Evidence one : windfall.clause().evidence()) {
      boolean published = one.kind() == Evidence.Kind.PUBLISHED;
      rows.append("<tr><td class=\"layer\">")
          .append(Html.escape(one.path()))
          .append("</td><td class=\"n\">")
          .append(Html.escape(one.written()))
          .append("</td><td><span class=\"badge ")
          .append(published ? "published\">published" : "assumed\">assumed")
          .append("</span></td><td class=\"why\">")
          .append(Html.escape(one.text()))
          .append("</td></tr>");
    }
    return "<div class=\"scroll\"><table><thead><tr><th>input</th><th class=\"n\">value</th><th></th>"
        + "<th>where it comes from</th></tr></thead><tbody>"
        + rows
        + "</tbody></table></div>";
  }
}
