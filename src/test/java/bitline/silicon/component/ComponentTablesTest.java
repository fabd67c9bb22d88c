package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.base.Interval;
import bitline.chip.Adc;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// The tables of docs/components.md between `<!-- NAME -->` and `<!-- end -->` are what the models
/// give; `-Dgolden.rewrite=true` writes them.
class ComponentTablesTest {
  private static final List<Double> NODES = List.of(65e-9, 28e-9, 22e-9, 7e-9);

  private static Map<String, ConverterModel> models() {
    Map<String, ConverterModel> out = new LinkedHashMap<>();
    out.put("SAR, survey (default energy)", SurveyConverter.SAR);
    out.put("SAR, physics", new SarConverter());
    out.put("SAR, designs for arrays (default area)", AnchoredConverter.DESIGNS);
    out.put("SAR, designs and chips", AnchoredConverter.without(Adc.Type.SAR, Set.of()));
    out.put("flash, comparators (default)", FlashConverter.STANDARD);
    out.put("flash, survey", SurveyConverter.FLASH);
    out.put("ramp, gates (default)", new CountingConverter(Adc.Type.RAMP));
    out.put("CCO and time-to-digital, survey (default energy)", SurveyConverter.TIME_BASED);
    out.put("charge decrement, gates (default)", new CountingConverter(Adc.Type.CHARGE_DECREMENT));
    out.put("CiMLoop's regression (comparison)", new CimloopRegression());
    return out;
  }

  /// Holds the rows of a table against those in the docs.
  private static void same(String table, List<String> wanted) throws IOException {
    Path docs = Path.of("docs/components.md");
    String text = Files.readString(docs).replace("\r\n", "\n");
    String mark = "<!-- " + table + " -->\n";
    int head = text.indexOf(mark);
    assertThat(head).as("docs/components.md has no table " + table).isNotNegative();
    int from = text.indexOf("|\n", text.indexOf("|\n", head) + 2) + 2;
    int to = text.indexOf("<!-- end -->", from);
    String rows = String.join("\n", wanted) + "\n";
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(docs, text.substring(0, from) + rows + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to)).isEqualTo(rows);
  }

  private static String digits(double value, int digits) {
    return new BigDecimal(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String row(
      String name, ConverterModel model, BiFunction<ConverterModel, Conversion, Double> figure) {
    StringBuilder out = new StringBuilder("| " + name + " |");
    for (double node : NODES) {
      List<String> cells = new ArrayList<>();
      for (int bits = 4; bits <= 8; bits += 2) {
        Node here = Nodes.at(node);
        try {
          cells.add(digits(figure.apply(model, new Conversion(bits, here, 1e8, here.supply())), 2));
        } catch (bitline.base.Problem outside) {
          cells.add("–");
        }
      }
      out.append(" ").append(String.join(" / ", cells)).append(" |");
    }
    return out.toString();
  }

  @Test
  void converters() throws IOException {
    List<String> energy = new ArrayList<>();
    List<String> area = new ArrayList<>();
    models().forEach((name, m) -> energy.add(row(name, m, (x, c) -> x.energy(c).middle() * 1e12)));
    models().forEach((name, m) -> area.add(row(name, m, (x, c) -> x.area(c).middle() * 1e12)));
    same("converter energy", energy);
    same("converter area", area);
  }

  @Test
  void twoChips() throws IOException {
    Node old = Nodes.at(65e-9);
    Map<Conversion, Double> measured = new LinkedHashMap<>();
    measured.put(new Conversion(8, old, 0.74e6, 0.85), 1.79e-12);
    measured.put(new Conversion(8, old, 1.85e6, 1.2), 3.56e-12);
    measured.put(new Conversion(8, Nodes.at(22e-9), 219e6, 1.0), 2.66e-12);
    Map<String, List<ConverterModel>> models = new LinkedHashMap<>();
    models.put("survey, 25 % (10 to 50 %)", List.of(SurveyConverter.SAR));
    models.put("physics", List.of(new SarConverter()));
    models.put("designs for arrays", List.of(AnchoredConverter.DESIGNS));
    models.put(
        "designs and the other chip",
        List.of(
            AnchoredConverter.without(Adc.Type.SAR, Set.of("jia_jssc_2020")),
            AnchoredConverter.without(Adc.Type.SAR, Set.of("jia_jssc_2020")),
            AnchoredConverter.without(Adc.Type.SAR, Set.of("wang_vlsi_2022"))));
    models.put("CiMLoop's regression (comparison)", List.of(new CimloopRegression()));
    List<String> wanted = new ArrayList<>();
    models.forEach((name, each) -> {
      StringBuilder out = new StringBuilder("| " + name + " |");
      int i = 0;
      for (Map.Entry<Conversion, Double> m : measured.entrySet()) {
        Interval e = each.get(Math.min(i++, each.size() - 1)).energy(m.getKey());
        out.append(
            " "
                + digits(e.middle() * 1e12, 3)
                + " ("
                + digits(e.low() * 1e12, 2)
                + " – "
                + digits(e.high() * 1e12, 2)
                + "), "
                + digits(e.middle() / m.getValue(), 2)
                + " |");
      }
      wanted.add(out.toString());
    });
    same("two chips", wanted);
  }

  @Test
  void buffers() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (double node : new double[] {65e-9, 28e-9, 22e-9, 14e-9, 7e-9, 3e-9}) {
      Node here = Nodes.at(node);
      StringBuilder out = new StringBuilder("| " + here.name() + " |");
      for (int kilobytes : new int[] {8, 64, 1024}) {
        SramBuffer b = new SramBuffer(kilobytes * 1024.0, 128, here, here.supply());
        out.append(" ").append(digits(b.read().middle() * 1e15, 2));
        out.append(" / ").append(digits(b.write().middle() * 1e15, 2)).append(" |");
      }
      SramBuffer large = new SramBuffer(1 << 20, 128, here, here.supply());
      out.append(" ").append(digits(8 / (large.area().middle() * 1e6), 3)).append(" |");
      out.append(" ").append(digits(large.access() * 1e9, 2)).append(" |");
      out.append(" ").append(digits(large.leakage(358.15).low() * 1e3, 2));
      out.append(" – ").append(digits(large.leakage(358.15).high() * 1e3, 2)).append(" |");
      wanted.add(out.toString());
    }
    same("buffers", wanted);
  }

  @Test
  void around() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (double node : new double[] {65e-9, 28e-9, 14e-9, 7e-9}) {
      Node n = Nodes.at(node);
      double v = n.supply();
      wanted.add(
          "| "
              + n.name()
              + " | "
              + String.join(
                  " | ",
                  List.of(
                      digits(new Wire(1e-3, n, v).perBit().middle() * 1e15, 3),
                      digits(new Router(n, v).perBit().middle() * 1e15, 2),
                      digits(new VectorLane(64, n, v).operation().middle() * 1e12, 2),
                      digits(new Register(n, v).perBit().middle() * 1e15, 2),
                      digits(new Edram(1 << 20, n, v).perBit().middle() * 1e15, 2)))
              + " |");
    }
    same("around", wanted);
  }
}
