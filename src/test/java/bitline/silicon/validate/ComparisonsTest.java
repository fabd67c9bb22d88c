package bitline.silicon.validate;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.silicon.Peak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of a chip file is held against the models, and what counts.
class ComparisonsTest {
  @TempDir private Path folder;

  private List<Published> published(String more) throws IOException {
    String yaml = Files.readString(Path.of("chips/axelera_isscc_2024.yaml"));
    String head =
        yaml.substring(0, yaml.indexOf("\noperatingPoints:"))
            .replaceAll("(?m)^(area|areaCovers):.*\\n(  .*\\n)*", "");
    Path file = folder.resolve("some_chip.yaml");
    Files.writeString(
        file,
        head.replace("name: axelera_isscc_2024", "name: some_chip")
            + "\nsource: somewhere\n"
            + more);
    return Comparisons.of(List.of(Chips.find(file.toString()))).stream()
        .map(Comparison::published)
        .toList();
  }

  private static final String POINT =
      """
      operatingPoints:
        - name: a
          supply: 0.8 V
          step: 1.25 ns
          inputBits: 8
          weightBits: 8
      """;

  @Test
  void anAreaCountsOnceAndDensitiesFollowFromIt() throws IOException {
    List<Published> all =
        published("area: 2 mm2\n" + POINT + "    ops: 10 TOPS\n    opsPerArea: 5 TOPS/mm2\n");
    assertThat(all)
        .extracting(Published::form)
        .containsExactly(Form.AREA, Form.OPS, Form.OPS_PER_AREA);
    assertThat(all).extracting(Published::counted).containsExactly(true, true, false);
    assertThat(all.get(2).uncounted()).isEqualTo("says the same as one above");
  }

  @Test
  void whatTheAuthorOfAFileDerivedDoesNotCount() throws IOException {
    List<Published> all =
        published(
            "area: {value: 2 mm2, assumed: \"10 TOPS over 5 TOPS/mm2\"}\n"
                + POINT
                + "    ops: 10 TOPS\n    opsPerArea: 5 TOPS/mm2\n");
    assertThat(all).extracting(Published::counted).containsExactly(false, true, true);
    assertThat(all.get(0).uncounted()).isEqualTo("assumed: 10 TOPS over 5 TOPS/mm2");
  }

  @Test
  void oneEnergyInTwoFormsCountsOnce() throws IOException {
    List<Published> all =
        published(
            POINT
                + """
                    opsPerJoule: 15 TOPS/W
                measured:
                  - {point: a, energyPerMac: 133 fJ}
                  - {point: a, supply: 0.7 V, energyPerMac: 100 fJ, curve: voltage}
                  - {point: a, parts: [cells], energyPerMac: 40 fJ}
                  - {point: a, parts: [cells], energyShare: 0.3}
                  - {point: a, parts: [adders], energyShare: 0.4}
                  - {point: a, energyPerMac: 90 fJ, supply: 0.6 V, notComparable: zeros were skipped}
                """);
    assertThat(all)
        .extracting(Published::quantity)
        .containsExactly(
            Quantity.ENERGY,
            Quantity.ENERGY,
            Quantity.ENERGY,
            Quantity.PART_ENERGY,
            Quantity.ENERGY_SHARE,
            Quantity.ENERGY_SHARE,
            Quantity.ENERGY);
    assertThat(all)
        .extracting(Published::counted)
        .containsExactly(true, false, true, true, false, true, false);
    assertThat(all.get(2).conditions()).isEqualTo("700 mV");
    assertThat(all.get(2).curve()).isEqualTo("voltage");
    assertThat(all.get(6).uncounted()).isEqualTo("zeros were skipped");
  }

  @Test
  void aBoundaryIsWhatTheFileSays() throws IOException {
    List<Published> all =
        published(
            POINT
                + """
                    opsPerJoule: 15 TOPS/W
                    covers: [cells, adders, buffers]
                measured:
                  - {point: a, parts: [cells, adders, buffers, network], energyPerMac: 200 fJ}
                """);
    assertThat(all.get(0).parts()).containsExactly(Part.CELLS, Part.ADDERS, Part.BUFFERS);
    assertThat(all.get(1).quantity()).isEqualTo(Quantity.ENERGY);
    assertThat(all.get(1).counted()).isTrue();
  }

  @Test
  void everyFormIsTheSameEnergyAndArea() {
    Peak peak =
        new Peak(
            Map.of(Part.CELLS, 3e-12, Part.ADDERS, 1e-12, Part.BUFFERS, 5e-12),
            Map.of(Part.CELLS, 2e-6, Part.ADDERS, 6e-6),
            1000,
            50,
            8,
            1e-6);
    Set<Part> both = Set.of(Part.CELLS, Part.ADDERS);
    Set<Part> cells = Set.of(Part.CELLS);
    assertThat(Form.OPS.of(peak, both, both, 2)).isEqualTo(2e9);
    assertThat(Form.OPS_PER_JOULE.of(peak, both, both, 2)).isEqualTo(2000 / 4e-12);
    assertThat(Form.ENERGY_PER_MAC.of(peak, both, both, 2)).isEqualTo(4e-12 / 1000);
    assertThat(Form.ENERGY_PER_CONVERSION.of(peak, cells, both, 2)).isEqualTo(3e-12 / 50);
    assertThat(Form.ENERGY_PER_STEP.of(peak, both, both, 2)).isEqualTo(4e-12 / 16);
    assertThat(Form.ENERGY_SHARE.of(peak, cells, both, 2)).isEqualTo(3e-12 / 4e-12);
    assertThat(Form.AREA.of(peak, both, both, 2)).isEqualTo(2e-6 + 6e-6);
    assertThat(Form.AREA_SHARE.of(peak, cells, both, 2)).isEqualTo(2e-6 / (2e-6 + 6e-6));
    assertThat(Form.OPS_PER_AREA.of(peak, both, both, 2)).isEqualTo(2e9 / (2e-6 + 6e-6));
  }

  /// Every shipped chip can be compared; those that publish nothing have no rows.
  @Test
  void shippedChipsAreReadWithoutCode() {
    List<Comparison> all = Comparisons.of(Chips.all());
    for (Chip chip : Chips.all()) {
      boolean tells =
          chip.operatingPoints().stream().anyMatch(p -> told(p)) || !chip.measured().isEmpty();
      assertThat(all.stream().anyMatch(c -> c.chip().equals(chip)))
          .as(chip.name())
          .isEqualTo(tells || chip.area() != null);
    }
    assertThat(all).anyMatch(c -> c.published().counted() && c.published().quantity().evidence());
  }

  private static boolean told(OperatingPoint p) {
    return p.ops() != null || p.opsPerJoule() != null || p.opsPerArea() != null;
  }
}
