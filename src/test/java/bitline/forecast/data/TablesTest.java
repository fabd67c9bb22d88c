package bitline.forecast.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Trend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reading public tables, and refusing what is none.
class TablesTest {
  private static final String TITLES =
      "Hardware name,Manufacturer,Type,Release date,TDP (W),Die Size (mm^2),"
          + "Transistors (millions),ML OP/s\n";

  @TempDir Path folder;

  private Path hardware(String rows) throws IOException {
    return Files.writeString(folder.resolve("ml_hardware.csv"), TITLES + rows);
  }

  @Test
  void rowsBecomeObservations() throws IOException {
    Path file =
        hardware(
            "B,AMD,GPU,2024-07-02,700,,,2e15\n"
                + "A,NVIDIA,TPU,7/2/2023,300,,,$1e15\n"
                + "no date,NVIDIA,GPU,,300,,,1e15\n"
                + "no rate,NVIDIA,GPU,2024,300,,,0\n"
                + "nor here,NVIDIA,GPU,2024,300,,,inf\n");
    Series series = Tables.series(file, "ml-ops");
    assertThat(series.observations())
        .extracting(Observation::name, Observation::kind, Observation::value, Observation::row)
        .containsExactly(tuple("A", "asic", 1e15, 3), tuple("B", "gpu", 2e15, 2));
    assertThat(series.observations().getLast().date()).isEqualTo(2024 + 183 / 366.0, within(1e-9));
    assertThat(series.vintages())
        .singleElement()
        .satisfies(vintage -> {
          assertThat(vintage.file()).isEqualTo("ml_hardware.csv");
          assertThat(vintage.rows()).isEqualTo(5);
          assertThat(vintage.newest()).isEqualTo(2024.5, within(0.01));
          assertThat(vintage.sha256()).hasSize(64);
        });
    assertThat(Tables.series(folder, "ml-ops")).as("folder of it").isEqualTo(series);
  }

  /// The hash is that of the bytes, as sha256sum prints it.
  @Test
  void hash() {
    assertThat(Table.hash(new byte[] {'a', 'b', 'c'}))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void productsOfOneSilicon() throws IOException {
    Path file =
        hardware(
            "NVIDIA A100 PCIe,NVIDIA,GPU,2020-06-22,1,826,54200,1\n"
                + "NVIDIA A800 SXM,NVIDIA,GPU,2022-08-11,1,,,1\n"
                + "NVIDIA GeForce RTX 3090,NVIDIA,GPU,2020-09-01,1,628,28300,1\n"
                + "NVIDIA RTX A6000,NVIDIA,GPU,2020-10-05,1,628,28300,1\n"
                + "AMD Thing,AMD,GPU,2020-10-05,1,628,28300,1\n"
                + "Huawei Ascend 910B2,Huawei,GPU,2022,1,,,1\n"
                + "Huawei Ascend 910 (320 TFLOPS),Huawei,GPU,2019,1,,,1\n"
                + "NVIDIA Tesla X9 PCIe 16 GB,NVIDIA,GPU,2019,1,,,1\n"
                + "NVIDIA L20 PCle,NVIDIA,GPU,2023,1,,,1\n"
                + "NVIDIA L2 PCle,NVIDIA,GPU,2023,1,,,1\n");
    Set<String> designs = new HashSet<>();
    Series series = Tables.series(file, "ml-ops");
    series.observations().forEach(o -> designs.add(o.name() + " = " + o.design()));
    assertThat(designs)
        .containsExactlyInAnyOrder(
            "NVIDIA A100 PCIe = NVIDIA GA100",
            "NVIDIA A800 SXM = NVIDIA GA100",
            "NVIDIA GeForce RTX 3090 = NVIDIA RTX 3090",
            "NVIDIA RTX A6000 = NVIDIA RTX 3090",
            "AMD Thing = AMD Thing",
            "Huawei Ascend 910B2 = Huawei Ascend 910B",
            "Huawei Ascend 910 (320 TFLOPS) = Huawei Ascend 910",
            "NVIDIA Tesla X9 PCIe 16 GB = NVIDIA X9",
            "NVIDIA L20 PCle = NVIDIA AD102",
            "NVIDIA L2 PCle = NVIDIA AD104");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|has column names but no rows; is the copy complete?",
        "X,N,GPU,2024-01-0|4 fields where the first line names 8",
        "\"X,N,GPU|a quote that is opened here is not closed",
        "X,N,GPU,2024-01-01,1,,,NaN|:2:1: 'NaN' under 'ML OP/s' is no positive finite number",
        "X,N,GPU,2024-01-01,1,,,-1|:2:1: '-1' under 'ML OP/s' is no positive finite number",
        "X,N,GPU,2024-01-01,1,,,fast|:2:1: 'fast' under 'ML OP/s' is not a number",
        "X,N,GPU,2024-31-01,1,,,1|:2:1: '2024-31-01' under 'Release date' is no date",
      })
  void brokenTablesAreRefusedInOneLine(String rows, String message) throws IOException {
    Path file = hardware(rows);
    assertThatThrownBy(() -> Tables.series(file, "ml-ops"))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void wrongColumnsNoTableNoKey() throws IOException {
    Path other = Files.writeString(folder.resolve("ml_hardware.csv"), "Hardware name,b\nX,2\n");
    assertThatThrownBy(() -> Tables.series(other, "ml-ops"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no column 'Manufacturer'; there are [Hardware name, b]");
  }

  @Test
  void noTableNoKeyNoFolder() throws IOException {
    assertThatThrownBy(() -> Tables.of(folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no known table there");
    assertThatThrownBy(() -> Tables.series(folder, "ml-ops"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no ml_hardware*.csv there");
    assertThatThrownBy(() -> Tables.series(folder, "ml-opps"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean 'ml-ops'?");
    assertThatThrownBy(() -> Tables.of(folder.resolve("absent")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no such file or folder");
    Path wrong = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
    assertThatThrownBy(() -> Tables.of(wrong))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no known table there");
  }

  @Test
  void endlessFilesAreNotRead() {
    Path endless = Path.of("/dev/zero");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(endless), "skipped: no /dev/zero");
    assertThatThrownBy(() -> Table.read(endless))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("more than 64 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "'1971.875 one', are no two numbers",
    "'1971.875', is no date and value",
    "'1971.875 -3', is no decimal year with a positive value",
    "'1971.875 NaN', is no decimal year with a positive value",
    "'# nothing', has no points",
  })
  void brokenCurves(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("cores.dat"), text);
    assertThatThrownBy(() -> Tables.series(file, "cpu-cores"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }

  /// Garbage gives series or one-line problems, never anything else.
  @Test
  void garbage() throws IOException {
    String good = TITLES + "X,N,GPU,2024-01-01,1,2,3,4\nY,N,GPU,2024-02-01,1,2,3,4\n";
    Cases.forAll(
        200,
        random -> {
          StringBuilder text = new StringBuilder(good);
          for (int i = 0; i < 3; i++) {
            char any = "\",\n\u0000-9eNa/ü".charAt(random.nextInt(11));
            text.setCharAt(random.nextInt(text.length()), any);
          }
          text.setLength(1 + random.nextInt(text.length()));
          try {
            Path file = Files.writeString(folder.resolve("ml_hardware.csv"), text);
            assertThat(Tables.series(file, "ml-ops").observations()).hasSizeLessThan(4);
          } catch (Problem e) {
            assertThat(e.getMessage()).doesNotContain("\n").startsWith(folder.toString());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void theLineThroughExactGrowthIsExact() {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(
          new Observation("x" + i, "", "", "", 2000 + i, 3 * StrictMath.pow(2, i / 1.5), 0, null));
    }
    Trend trend = Trend.of(all);
    assertThat(trend.doubling()).isEqualTo(1.5, within(1e-12));
    assertThat(trend.factor()).isEqualTo(StrictMath.pow(2, 1 / 1.5), within(1e-12));
    assertThat(trend.at(2000)).isEqualTo(StrictMath.log10(3), within(1e-12));
    assertThat(trend.residual()).isLessThan(1e-7);
    assertThatThrownBy(() -> Trend.of(all.subList(0, 2))).isInstanceOf(Method.TooFew.class);
    Observation one = all.getFirst();
    assertThatThrownBy(() -> Trend.of(List.of(one, one, one))).isInstanceOf(Method.TooFew.class);
  }

  /// All stored tables at once: every series has observations and says where it is from.
  @Test
  void allThatIsStored() {
    List<Series> all = Tables.of(PublicData.folder());
    Set<String> names = all.stream().map(Series::name).collect(Collectors.toSet());
    assertThat(names).hasSameSizeAs(all).hasSizeGreaterThan(100);
    assertThat(names)
        .contains("ml-ops", "cost-photovoltaics", "site-power", "nvidia-price", "supercomputer");
    for (Series series : all) {
      assertThat(series.observations()).as(series.name()).hasSizeGreaterThan(3);
      assertThat(series.vintages()).as(series.name()).isNotEmpty();
    }
    assertThat(names.stream().filter(name -> name.startsWith("cost-"))).hasSize(66);
    // Fairwater Atlanta as it stood, without what is planned
    Series sites =
        all.stream().filter(s -> s.name().equals("site-power")).findFirst().orElseThrow();
    assertThat(sites.observations())
        .filteredOn(o -> o.name().equals("Microsoft Fairwater Fayetteville Georgia"))
        .extracting(Observation::value)
        .containsExactly(87e6, 537e6, 615e6);
    // geometric means as the table gives them, in whole dollars
    Series prices =
        all.stream().filter(s -> s.name().equals("nvidia-price")).findFirst().orElseThrow();
    assertThat(prices.observations())
        .filteredOn(o -> o.name().equals("H100"))
        .extracting(o -> StrictMath.round(o.value()))
        .containsExactly(36742L, 34641L, 26268L, 23238L);
  }

  @Test
  void shipmentsByCalendarQuarter() {
    List<Shipment> all = Shipments.of(PublicData.folder());
    assertThat(all).extracting(Shipment::maker).contains("Nvidia", "Google", "AMD");
    assertThat(all)
        .allSatisfy(each -> {
          assertThat(each.to()).isGreaterThan(each.from());
          assertThat(each.file()).doesNotContain("fiscal");
          assertThat(each.units()).isBetween(each.fewest(), each.most());
        });
  }
}
