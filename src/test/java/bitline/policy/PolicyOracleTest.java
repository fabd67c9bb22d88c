package bitline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.policy.Item.Basis;
import bitline.policy.Item.Computing;
import bitline.policy.Item.Peak;
import bitline.policy.Item.Range;
import bitline.policy.item.Counting;
import bitline.policy.item.Items;
import bitline.policy.item.Judged;
import bitline.policy.item.Transistors;
import bitline.text.Csv;
import bitline.text.condition.Truth;
import bitline.text.condition.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Classes of 33 chips that were computed by others from published figures and the text of July
/// 2026, against ours: from the table's own figures, and from the catalogue's.
class PolicyOracleTest {
  private static final Path TABLE =
      Path.of(System.getProperty("bitline.data", "../shared")).resolve("policy/tpp_oracle.csv");
  private static final LocalDate IN_2023 = LocalDate.of(2023, 1, 15);
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate NOW = LocalDate.of(2026, 7, 23);

  /// Rows by the name of the catalogue.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("NVIDIA A100 SXM 80GB", "a100-sxm-80"),
          Map.entry("NVIDIA A800 SXM 80GB", "a800-sxm"),
          Map.entry("NVIDIA H100 SXM", "h100-sxm"),
          Map.entry("NVIDIA H800 SXM", "h800-sxm"),
          Map.entry("NVIDIA H200 SXM", "h200"),
          Map.entry("NVIDIA H20", "h20"),
          Map.entry("NVIDIA L40S", "l40s"),
          Map.entry("NVIDIA L20", "l20"),
          Map.entry("NVIDIA L4", "l4"),
          Map.entry("NVIDIA L2", "l2"),
          Map.entry("NVIDIA A30", "a30"),
          Map.entry("NVIDIA A10", "a10"),
          Map.entry("NVIDIA T4", "t4"),
          Map.entry("NVIDIA V100 SXM2", "v100-sxm2"),
          Map.entry("NVIDIA RTX 4090", "rtx-4090"),
          Map.entry("NVIDIA RTX 4090D", "rtx-4090d"),
          Map.entry("NVIDIA B200", "b200"),
          Map.entry("AMD MI250X", "mi250x"),
          Map.entry("AMD MI300X (XCD+IOD area)", "mi300x"),
          Map.entry("AMD MI325X", "mi325x"),
          Map.entry("AMD MI355X", "mi355x"),
          Map.entry("Intel Gaudi2", "gaudi2"),
          Map.entry("Intel Gaudi3 (HL-325L)", "gaudi3"),
          Map.entry("Huawei Ascend 910 (2019, 256T)", "ascend-910"),
          Map.entry("Huawei Ascend 910B2", "ascend-910b2"),
          Map.entry("Huawei Ascend 910C", "ascend-910c"),
          Map.entry("Google TPU v5e", "tpu-v5e"),
          Map.entry("Google TPU v5p", "tpu-v5p"),
          Map.entry("Houmo H30 (die area unknown)", "houmo-h30"),
          Map.entry("Houmo M50 (die area unknown)", "houmo-m50"),
          Map.entry("Axelera Metis", "axelera-metis"),
          Map.entry("d-Matrix Corsair card", "dmatrix-corsair"),
          Map.entry("Mythic M1076", "mythic-m1076"));

  /// What a row says.
  private record Row(
      String chip,
      String rates,
      double tpp,
      @Nullable Double area,
      @Nullable Double pd,
      boolean dataCentre,
      String node,
      String of2022,
      String eccn,
      String china,
      String tariff) {
    Accelerator part() {
      return Catalogue.find(NAMES.get(chip));
    }

    /// The item by the row's own figures; what the table leaves out (memory, links, vendor) is the
    /// catalogue's.
    Item item() {
      Item known = Items.of(part());
      List<Peak> peaks = new ArrayList<>();
      Matcher m = Pattern.compile("([0-9]+)b:([0-9.]+)").matcher(rates);
      while (m.find()) {
        int bits = Integer.parseInt(m.group(1));
        double tops = Double.parseDouble(m.group(2));
        peaks.add(
            new Peak("", bits + " bits", bits, Range.of(tops * 1e12), Basis.CLAIMED, "the table"));
      }
      Matcher n = Pattern.compile("([0-9]+) ?nm").matcher(node);
      Transistors transistors =
          Transistors.of(node, n.find() ? Double.valueOf(n.group(1)) * 1e-9 : null);
      Range size = area == null ? null : Range.of(area * 1e-6);
      List<Item.Die> dies =
          List.of(
              new Item.Die(
                  node, null, transistors.planar(), transistors.why(), size, true, null, 1));
      return new Item(
          known.name(),
          chip,
          dataCentre ? Segment.DATA_CENTRE : Segment.EDGE,
          Computing.DIGITAL,
          peaks,
          dies,
          1,
          known.dram(),
          known.hbm(),
          known.link(),
          known.country(),
          known.merchant(),
          List.of());
    }
  }

  private static List<Row> rows() {
    Assumptions.assumeTrue(
        Files.exists(TABLE), "the table of classes is skipped: no ../shared/policy");
    List<Row> out = new ArrayList<>();
    Csv table = Csv.read(TABLE);
    for (Csv.Row row : table.rows()) {
      UnaryOperator<String> get = name -> row.fields().get(table.column(name));
      out.add(
          new Row(
              get.apply("chip"),
              get.apply("dense_tops_by_bits"),
              Double.parseDouble(get.apply("tpp")),
              number(get.apply("applicable_die_mm2")),
              number(get.apply("pd")),
              get.apply("datacenter").equals("1"),
              get.apply("node"),
              get.apply("rule_oct2022"),
              get.apply("eccn_oct2023"),
              get.apply("china_jan2026"),
              get.apply("tariff_band_jan2026")));
    }
    return out;
  }

  private static @Nullable Double number(String text) {
    return text.isBlank() ? null : Double.valueOf(text);
  }

  private static Judged judged(Item item, LocalDate on) {
    return Judged.of(Counting.of(item).getFirst(), Rules.standard(), on);
  }

  /// What a row expects, column by column, that an item does not have.
  private static List<String> differences(Row row, Item item) {
    List<String> out = new ArrayList<>();
    Judged now = judged(item, NOW);
    Quantities q = now.counting().quantities();
    near(out, row, "TPP", row.tpp, q.value("tpp"));
    if (row.pd != null) {
      near(out, row, "PD", row.pd, q.value("pd"));
    }
    Truth before = judged(item, IN_2023).classification().controlled();
    if (before != (row.of2022.equals("controlled") ? Truth.YES : Truth.NO)) {
      out.add(row.chip + ": in 2022 " + row.of2022 + ", here " + before);
    }
    String expected = row.eccn.startsWith("not") ? "not controlled" : row.eccn.substring(0, 9);
    for (LocalDate on : List.of(IN_2024, NOW)) {
      String label = judged(item, on).classification().label();
      if (!label.equals(expected)) {
        out.add(row.chip + ": " + row.eccn + ", here " + label + " on " + on);
      }
    }
    String china = china(now);
    boolean offered = !row.china.contains("not offered");
    String path =
        row.china.startsWith("n/a") && offered
            ? "nothing"
            : row.china.contains("NAC") ? "NAC" : row.china;
    if (offered && !china.equals(path)) {
      out.add(row.chip + ": China " + row.china + ", here " + china);
    }
    if (!offered && !"CN".equals(item.country()) && !Boolean.FALSE.equals(item.merchant())) {
      out.add(row.chip + ": is not offered, here it is");
    }
    String band = applies(now, "us-232-band-1") ? "1" : applies(now, "us-232-band-2") ? "2" : "";
    if (!band.equals(row.tariff)) {
      out.add(row.chip + ": tariff band '" + row.tariff + "', here '" + band + "'");
    }
    return out;
  }

  private static void near(
      List<String> out, Row row, String what, double expected, @Nullable Value value) {
    if (!(value instanceof Value.Number n)
        || Math.abs(n.low() / expected - 1) > 0.015
        || Math.abs(n.high() / expected - 1) > 0.015) {
      out.add(
          row.chip
              + ": "
              + what
              + " "
              + expected
              + ", here "
              + (value == null ? "?" : value.text()));
    }
  }

  private static String china(Judged judged) {
    return applies(judged, "us-740-8-nac")
        ? "NAC"
        : applies(judged, "us-2026-case-by-case")
            ? "case-by-case"
            : applies(judged, "us-2026-denial") ? "presumption of denial" : "nothing";
  }

  private static boolean applies(Judged judged, String rule) {
    return judged.assessment().find(rule).orElseThrow().applies() == Truth.YES;
  }

  @Test
  void everyRowByItsOwnFigures() {
    List<Row> rows = rows();
    List<String> out = new ArrayList<>();
    rows.forEach(row -> out.addAll(differences(row, row.item())));
    assertThat(rows).hasSize(33);
    assertThat(out).isEmpty();
  }

  /// Where the catalogue's figures lead elsewhere, and why.
  @Test
  void everyRowByTheFiguresOfTheCatalogue() {
    List<String> out = new ArrayList<>();
    rows().forEach(row -> out.addAll(differences(row, Items.of(row.part()))));
    assertThat(out)
        .containsExactly(
            // the paper's 209.6 TOPS, where the table has the brochure's 214
            "Axelera Metis: TPP 1712.0, here 1677",
            // the maker claims 9,600 TOPS of 4 bits, which the table leaves out
            "d-Matrix Corsair card: TPP 19200.0, here 38400",
            "d-Matrix Corsair card: China case-by-case, here presumption of denial");
  }
}
