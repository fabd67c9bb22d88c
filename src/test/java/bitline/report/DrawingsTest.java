package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Bars, flows, scatter, power and assumptions: what is drawn is what was told.
class DrawingsTest {
  private static final List<Double> BAD =
      List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.0);

  @Test
  void pageOfAllDrawingsIsWholeAndSafe() {
    String page = SampleDrawings.page();
    PageChecks.needsNothingElse(page);
    PageChecks.tagsAreBalanced(page);
    assertThat(page).doesNotContain("NaN", "Infinity", "<network>");
    Matcher images = Pattern.compile("role=\"img\"( aria-label=\"[^\"]+\")?").matcher(page);
    int count = 0;
    while (images.find()) {
      assertThat(images.group(1)).isNotNull();
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(12);
    assertThat(SampleDrawings.page()).isEqualTo(page);
  }

  @Test
  void barsKeepTheirSumWhenTheyAreCut() {
    Cases.forAll(
        20,
        random -> {
          StackedBars bars = SampleDrawings.bars(1 + random.nextInt(60), 1 + random.nextInt(20));
          double all = bars.bars().stream().mapToDouble(StackedBars.Bar::sum).sum();
          assertThat(bars.drawn().stream().mapToDouble(StackedBars.Bar::sum).sum())
              .isCloseTo(all, within(1e-12 * all));
          assertThat(bars.drawn()).hasSizeLessThanOrEqualTo(bars.most() + 1);
        });
  }

  /// Segments lie end to end, and a bar is as long as its sum on the axis.
  @Test
  void segmentsLieEndToEnd() {
    StackedBars bars =
        new StackedBars(
            "a <bar>",
            "J",
            List.of(
                new StackedBars.Series("x & y", "part-cells"),
                new StackedBars.Series("z", "part-adders")),
            List.of(
                new StackedBars.Bar("<b>", List.of(3e-9, 1e-9)),
                new StackedBars.Bar("none", List.of(0.0, 0.0))),
            5);
    String html = bars.html();
    assertThat(html)
        .contains(
            "class=\"part-cells\" x=\"0%\" y=\"25\" width=\"75%\"",
            "class=\"part-adders\" x=\"75%\" y=\"25\" width=\"25%\"",
            "&lt;b&gt;, x &amp; y: 3 nJ, 75.0 % of its own",
            "x &amp; y 75.0 %",
            "none: 0 J, 0.0 % of the whole",
            "aria-label=\"a &lt;bar&gt;\"")
        .doesNotContain("<b>");
  }

  /// The bars that are not drawn one by one do not make the others short.
  @Test
  void restThatIsLongerThanTheAxisIsTold() {
    List<StackedBars.Bar> bars = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      bars.add(new StackedBars.Bar("layer " + i, List.of(1e-6)));
    }
    StackedBars cut =
        new StackedBars("bars", "J", List.of(new StackedBars.Series("s", "used")), bars, 10);
    assertThat(cut.html()).contains("20 more", "20 µJ together").doesNotContain("layer 10");
  }

  @Test
  void badBarsAreRefused() {
    List<StackedBars.Series> one = List.of(new StackedBars.Series("s", "used"));
    for (double bad : BAD) {
      List<StackedBars.Bar> bars = List.of(new StackedBars.Bar("b", List.of(bad)));
      assertThatThrownBy(() -> new StackedBars("", "J", one, bars, 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("b: a segment of");
    }
    assertThatThrownBy(() -> new StackedBars("", "J", one, List.of(), 5))
        .isInstanceOf(IllegalArgumentException.class);
    List<StackedBars.Bar> two = List.of(new StackedBars.Bar("b", List.of(1.0, 2.0)));
    assertThatThrownBy(() -> new StackedBars("", "J", one, two, 5))
        .hasMessageContaining("2 values for 1 series");
  }

  /// Bands fill the sides of their nodes without a gap, and nodes of a column do not overlap.
  @Test
  void flowsConserveSums() {
    Cases.forAll(
        20,
        random -> {
          StackedBars bars = SampleDrawings.bars(1 + random.nextInt(60), 1 + random.nextInt(20));
          Sankey sankey = SampleDrawings.flows(bars);
          Sankey.Laid laid = sankey.laid();
          for (int n = 0; n < sankey.nodes().size(); n++) {
            Sankey.Place place = laid.places().get(n);
            assertThat(place.y()).isGreaterThanOrEqualTo(0);
            assertThat(place.y() + place.height()).isLessThanOrEqualTo(laid.height());
            for (boolean leaving : new boolean[] {true, false}) {
              double at = place.y();
              List<Sankey.Band> bands = new ArrayList<>();
              for (Sankey.Band band : laid.bands()) {
                Sankey.Link link = sankey.links().get(band.link());
                if ((leaving ? link.from() : link.to()) == n) {
                  bands.add(band);
                }
              }
              bands.sort((a, b) ->
                  leaving
                      ? Double.compare(a.left(), b.left())
                      : Double.compare(a.right(), b.right()));
              for (Sankey.Band band : bands) {
                assertThat(leaving ? band.left() : band.right()).isCloseTo(at, within(1e-9));
                at += band.height();
              }
              if (!bands.isEmpty()) {
                assertThat(at).isCloseTo(place.y() + place.height(), within(1e-6));
              }
            }
            if (n > 0 && sankey.nodes().get(n).column() == sankey.nodes().get(n - 1).column()) {
              Sankey.Place above = laid.places().get(n - 1);
              assertThat(place.y()).isGreaterThanOrEqualTo(above.y() + above.height());
            }
          }
        });
  }

  @Test
  void flowsThatLoseSomethingAreRefused() {
    List<Sankey.Node> nodes =
        List.of(
            new Sankey.Node("a", "node", 0),
            new Sankey.Node("b", "node", 1),
            new Sankey.Node("c", "node", 2));
    assertThat(
            new Sankey("", "J", nodes, List.of(new Sankey.Link(0, 1, 5), new Sankey.Link(1, 2, 5)))
                .html())
        .contains("a → b: 5 J, 100.0 % of the whole");
    assertThatThrownBy(() ->
            new Sankey("", "J", nodes, List.of(new Sankey.Link(0, 1, 5), new Sankey.Link(1, 2, 4))))
        .hasMessage("5.0 enters b, 4.0 leaves it");
    assertThatThrownBy(() -> new Sankey("", "J", nodes, List.of(new Sankey.Link(0, 2, 5))))
        .hasMessageContaining("not in the next column");
    assertThatThrownBy(() -> new Sankey("", "J", nodes, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    for (double bad : BAD) {
      assertThatThrownBy(() -> new Sankey("", "J", nodes, List.of(new Sankey.Link(0, 1, bad))))
          .hasMessageContaining("a flow of");
    }
  }

  /// A point on the diagonal lies on it, bands are as wide as their factors, and what misses its
  /// interval is hollow.
  @Test
  void parityPlotTellsHitsFromMisses() {
    List<ParityPlot.Kind> kinds = List.of(new ParityPlot.Kind("analog", "analog", false));
    ParityPlot.Point hit = new ParityPlot.Point("<hit>", 0, 2e12, 2e12, 1e12, 4e12);
    ParityPlot.Point miss = new ParityPlot.Point("miss", 0, 2e12, 6e12, 5e12, 7e12);
    assertThat(hit.inside()).isTrue();
    assertThat(miss.inside()).isFalse();
    assertThat(miss.factor()).isEqualTo(3);
    String html = new ParityPlot("", "op/J", kinds, List.of(hit, miss)).html();
    Matcher at =
        Pattern.compile("mark-of analog\" cx=\"([0-9.]+)%\" cy=\"([0-9.]+)\"").matcher(html);
    assertThat(at.find()).isTrue();
    assertThat(Double.parseDouble(at.group(1)) / 100)
        .isCloseTo(1 - Double.parseDouble(at.group(2)) / 460, within(1e-3));
    assertThat(html)
        .contains(
            "mark-of analog missed", "outside of its interval, 1 of 2", "&lt;hit&gt;: measured")
        .contains("model over measured 3<", ">miss<")
        .doesNotContain("<hit>");
  }

  @Test
  void badPointsAreRefused() {
    for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ParityPlot.Point("p", 0, bad, 1, 1, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ParityPlot.Point("p", 0, 1, bad, bad, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new ParityPlot.Point("p", 0, 1, 1, 2, 3))
        .hasMessageContaining("p: measured 1.0, model 2.0 1.0 3.0");
    assertThatThrownBy(() -> new ParityPlot("", "J", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    ParityPlot.Point one = new ParityPlot.Point("p", 0, 1, 1, 1, 1);
    assertThat(
            new ParityPlot(
                    "", "J", List.of(new ParityPlot.Kind("k", "digital", true)), List.of(one))
                .html())
        .doesNotContain("NaN");
  }

  @Test
  void powerHasItsMeanAndPeak() {
    PowerOverTime power =
        new PowerOverTime(
            "power",
            4e-6,
            List.of(
                new PowerOverTime.Series("a", "part-cells", List.of(1.0, 2.0, 0.0, 1.0)),
                new PowerOverTime.Series("<b>", "part-vector", List.of(0.0, 2.0, 2.0, 0.0))),
            5.0);
    assertThat(power.average()).isEqualTo(2);
    assertThat(power.peak()).isEqualTo(4);
    assertThat(power.html())
        .contains(
            "average 2 W", "peak 4 W", "limit 5 W", "&lt;b&gt;: 1 W on average", "0 µs", "4 µs")
        .contains("a 50.0 %");
    PowerOverTime free = new PowerOverTime("power", 4e-6, power.series(), 75.0);
    assertThat(free.html()).contains("limit 75 W, far above the drawing");
    PowerOverTime idle =
        new PowerOverTime(
            "power",
            1e-9,
            List.of(new PowerOverTime.Series("a", "part-cells", List.of(0.0))),
            null);
    assertThat(idle.html()).contains("peak 0 W").doesNotContain("NaN", "limit");
  }

  @Test
  void badPowerIsRefused() {
    List<PowerOverTime.Series> fine = List.of(new PowerOverTime.Series("a", "used", List.of(1.0)));
    for (double bad : BAD) {
      List<PowerOverTime.Series> series =
          List.of(new PowerOverTime.Series("a", "used", List.of(bad)));
      assertThatThrownBy(() -> new PowerOverTime("", 1, series, null)).hasMessageContaining("a: ");
      assertThatThrownBy(() -> new PowerOverTime("", 1, fine, bad))
          .hasMessageContaining("a limit of");
      assertThatThrownBy(() -> new PowerOverTime("", bad, fine, null))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new PowerOverTime("", 1, List.of(), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new PowerOverTime(
                "", 1, List.of(new PowerOverTime.Series("a", "used", List.of())), null))
        .hasMessageContaining("0 steps");
  }

  @Test
  void tornadoShowsTheWidestFirst() {
    Tornado tornado = SampleDrawings.tornado();
    assertThat(tornado.drawn()).hasSize(5);
    for (int i = 1; i < tornado.bars().size(); i++) {
      assertThat(tornado.bars().get(i).width())
          .isLessThanOrEqualTo(tornado.bars().get(i - 1).width());
    }
    assertThat(tornado.html()).contains("energy of a SAR conversion: 3.12 µJ to 8.84 µJ");
    Tornado flat = new Tornado("", "J", 0, List.of(new Tornado.Bar("a", "", 0, 0)), 5);
    assertThat(flat.html()).doesNotContain("NaN");
    Tornado falling = new Tornado("", "J", 2, List.of(new Tornado.Bar("a", "", 3, 1)), 5);
    assertThat(falling.html()).contains("a: 3 J to 1 J");
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () -> new Tornado("", "J", 1, List.of(new Tornado.Bar("a", "", bad, 1)), 5))
          .hasMessageContaining("a: ");
    }
    assertThatThrownBy(() -> new Tornado("", "J", 1, List.of(), 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void axesHoldWhatTheyAreMadeFor() {
    Cases.forAll(
        200,
        random -> {
          double most = StrictMath.pow(10, -17 + 30 * random.nextDouble());
          SiScale scale = SiScale.of(most, "J", 5);
          assertThat(scale.top()).isGreaterThanOrEqualTo(most * (1 - 1e-6));
          assertThat(scale.ticks()).hasSizeBetween(2, 12);
          double least = most * StrictMath.pow(10, -6 * random.nextDouble());
          LogScale log = LogScale.of(least, most);
          assertThat(log.place(least)).isBetween(0.0, 50.0);
          assertThat(log.place(most)).isBetween(50.0, 100.0);
          assertThat(log.ticks()).hasSizeLessThan(10);
        });
    assertThat(SiScale.of(0, "J", 5).ticks()).isNotEmpty();
    assertThat(SiScale.of(2.5e-6, "J", 5).name(5e-7)).isEqualTo("0.5 µJ");
  }

  @Test
  void unitsAreThoseThatEveryoneUses() {
    assertThat(Numbers.si(1.2e-6, "m2")).isEqualTo("1.2 mm²");
    assertThat(Numbers.si(2.36e-7, "m2")).isEqualTo("0.236 mm²");
    assertThat(Numbers.si(1.941e-9, "m2")).isEqualTo("1940 µm²");
    assertThat(Numbers.si(1.05e15, "op/J")).isEqualTo("1050 TOPS/W");
    assertThat(Numbers.si(1.5e13, "op/J")).isEqualTo("15 TOPS/W");
    assertThat(Numbers.si(8.26e11, "op/J")).isEqualTo("0.826 TOPS/W");
    assertThat(Numbers.si(6.65e18, "op/s/m2")).isEqualTo("6.65 TOPS/mm²");
    assertThat(Numbers.si(7.98e14, "op/s/m2")).isEqualTo("0.798 GOPS/mm²");
    assertThat(Numbers.rate(5e9, "op/J", 2e10)).isEqualTo("0.005 TOPS/W");
    assertThat(Numbers.perMac(1.33e-13)).isEqualTo("133 fJ");
    assertThat(Numbers.perMac(2.4e-12)).isEqualTo("2400 fJ");
    assertThat(Numbers.perMac(39.1e-12)).isEqualTo("39.1 pJ");
    assertThat(Numbers.si(12.34e-6, "J")).isEqualTo("12.3 µJ");
    assertThat(Numbers.si(0, "W")).isEqualTo("0 W");
  }
}
