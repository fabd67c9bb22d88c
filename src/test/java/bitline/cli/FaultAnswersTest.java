package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.money.spare.DefectModel;
import bitline.money.spare.Floorplan;
import bitline.money.spare.Lot;
import bitline.money.spare.SparePlan;
import bitline.sim.fault.DefectiveChip;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stuck cells and their repair, asked of a few traffic signs.
class FaultAnswersTest {
  private static final String[] SIGNS = {
    "models/signs_bitline.onnx",
    "--input",
    "examples/signs",
    "--labels",
    "examples/signs/labels.csv",
    "--limit",
    "4"
  };

  private record Ran(int code, String out, String err) {}

  private static Ran run(String command, String[] first, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] arguments =
        Stream.of(Stream.of(command), Stream.of(first), Stream.of(more))
            .flatMap(s -> s)
            .toArray(String[]::new);
    int code = Main.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Ran(code, out.toString(), err.toString());
  }

  /// All that JSON says but how long it took and where faults were read.
  private static String figures(Ran ran) {
    assertThat(ran.code).as(ran.err).isZero();
    return ran.out
        .replaceAll("\"seconds\": (?:\\{[^}]*}|[0-9.eE+-]+)", "")
        .replaceAll(" as told in [^;\"]*", "");
  }

  @Test
  void aRunFromTheWrittenMapGivesTheBitsOfTheRunThatDrewIt(@TempDir Path folder) {
    String map = folder.resolve("map.csv").toString();
    String[] chip = {"--chip", "hermes64_natel_2023", "--chip-number", "3"};
    Ran written = run("faults", chip, "--out", map);
    assertThat(written.code).as(written.err).isZero();
    assertThat(written.out).contains("hermes64_natel_2023", "stuck off");
    String drawn = figures(run("run", SIGNS, join(chip, "--effects", "all", "--json")));
    assertThat(figures(run("run", SIGNS, join(chip, "--faults", map, "--json")))).isEqualTo(drawn);
    String remapped =
        figures(run("run", SIGNS, join(chip, "--effects", "all", "--repair", "remap", "--json")));
    assertThat(remapped).isNotEqualTo(drawn);
    String[] both = {"--faults", map, "--repair", "remap", "--json"};
    assertThat(figures(run("run", SIGNS, join(chip, both)))).isEqualTo(remapped);
  }

  /// The cells that `faults` counts on a chip are those that its price counts, and a run from the
  /// written map gives the bits of the run that drew them; of analog and of digital chips.
  @ParameterizedTest
  @ValueSource(strings = {"wan_nature_2022", "houmo_h30_2023"})
  void aRunMeetsTheCellsThatThePriceCounts(String name, @TempDir Path folder) throws IOException {
    String map = folder.resolve("map.csv").toString();
    Chip chip = SparePlan.parse("--spares", "1x1").on(Chips.byName(name));
    long number = 3;
    Lot.Made made = Lot.one(chip, number, 1e6, DefectModel.of(chip));
    DefectiveChip arrays =
        new DefectiveChip(chip, number, Floorplan.of(chip).defects(1e6, DefectModel.of(chip)));
    long stuck = 0;
    for (DefectiveChip.Place place : arrays.hit()) {
      stuck += arrays.repaired(place).devices();
    }
    assertThat(made.hit()).isPositive();
    String[] drawn = {
      "--chip", name, "--chip-number", "3", "--defects", "100/cm2", "--spares", "1x1"
    };
    Ran counted = run("faults", drawn, "--out", map, "--json");
    assertThat(counted.code).as(counted.err).isZero();
    Matcher off = Pattern.compile("\"off\": ([0-9]+)").matcher(counted.out);
    Matcher on = Pattern.compile("\"on\": ([0-9]+)").matcher(counted.out);
    assertThat(off.find() && on.find()).isTrue();
    assertThat(Long.parseLong(off.group(1)) + Long.parseLong(on.group(1))).isEqualTo(stuck);
    assertThat(counted.err).contains("defect", "in " + made.hit() + " weight set");

    String[] mapped = {"--chip", name, "--chip-number", "3", "--faults", map, "--spares", "1x1"};
    String[] how = {"--effects", "stuck", "--repair", "spares", "--json"};
    String[] one = SIGNS.clone();
    one[one.length - 1] = "1";
    String once =
        figures(run("run", one, join(drawn, how))).replace(" by defects of manufacture", "");
    assertThat(figures(run("run", one, join(mapped, how)))).isEqualTo(once);
  }

  @Test
  void aDigitalArrayReadsStuckCellsAsTheyAreStuck() {
    String[] digital = {"--chip", "houmo_h30_2023", "--fault-rate", "0,20%"};
    Ran ran = run("repair", SIGNS, digital);
    assertThat(ran.code).as(ran.err).isZero();
    assertThat(ran.out)
        .containsPattern("\n *0\\.0 %  not repaired +100\\.0 % +0\\.0 %")
        .containsPattern("20\\.0 %  not repaired +[0-9]?[0-9]\\.[0-9] % +(9|10|11)\\.[0-9] %")
        .contains("rows remapped")
        .doesNotContain("20.0 %  remapped");
  }

  @Test
  void ratesThatAreAlikeAndEffectsThatStandAloneAreRefused() {
    String[] chip = {"--chip", "hermes64_natel_2023"};
    Ran twice = run("repair", SIGNS, join(chip, "--fault-rate", "0,1,100%"));
    assertThat(twice.code).isEqualTo(2);
    assertThat(twice.err).contains("names 100% twice", "1 is every cell");
    Ran mixed = run("run", SIGNS, join(chip, "--effects", "all,stuck"));
    assertThat(mixed.code).isEqualTo(2);
    assertThat(mixed.err).contains("--effects all,stuck: all stands alone");
  }

  @Test
  void repairTellsEachWayAndWritesItsPage(@TempDir Path folder) throws IOException {
    Path chip = folder.resolve("spared.yaml");
    Files.writeString(
        chip,
        Files.readString(Path.of("chips/wan_nature_2022.yaml"))
            .replace("name: wan_nature_2022", "name: spared")
            .replace(
                "      activeRows:",
                "      spareRows: 6\n      spareColumns: 6\n      activeRows:"));
    Path page = folder.resolve("repair.html");
    String[] sweep = {
      "--chip",
      chip.toString(),
      "--fault-rate",
      "0.01%,6%",
      "--chip-samples",
      "2",
      "--effects",
      "stuck"
    };
    Ran one = run("repair", SIGNS, join(sweep, "--threads", "1", "--report", page.toString()));
    assertThat(one.code).as(one.err).isZero();
    assertThat(one.out)
        .contains("signs_bitline on spared, 4 inputs, 2 chips")
        .containsPattern("0\\.01 %  spare lines +100\\.0 % ± 0\\.0 +0\\.0 % +0\\.0 %")
        .containsPattern("6\\.0 %  not repaired")
        .containsPattern("6\\.0 %  both .* 100\\.0 %\n")
        .contains("50 % of the single cells that are stuck are stuck at the highest conductance");
    assertThat(one.out.lines()).allMatch(line -> line.length() <= 80);
    assertThat(Files.readString(page)).contains("over share of stuck cells", "rows remapped");
    String[] rows = {"--chip", chip.toString(), "--fault-rate", "5%", "--repair", "rows"};
    Ran two = run("repair", SIGNS, join(rows, "--threads", "2", "--json"));
    Ran three =
        run("repair", SIGNS, join(rows, "--threads", "1", "--json", "--report", page.toString()));
    assertThat(figures(two)).isEqualTo(figures(three));
    assertThat(two.out).contains("\"rows\"").doesNotContain("spares");
    assertThat(Files.readString(page)).contains("longer is better");
  }

  @Test
  void whatMakesNoSenseIsRefused(@TempDir Path folder) throws IOException {
    String[] wan = join(SIGNS, "--chip", "wan_nature_2022");
    Path map = Files.writeString(folder.resolve("m.csv"), "array,weight_set,row,column,stuck\n");
    said(run("repair", wan), "tell of no faults; give --fault-rate 0,0.1%,1%,5% or --faults FILE");
    said(run("repair", wan, "--fault-rate", "2"), "--fault-rate 2 is no share");
    said(run("repair", wan, "--fault-rate", "1x"), "--fault-rate '1x': ");
    said(run("repair", wan, "--stuck-on", "1"), "would do nothing without --fault-rate");
    said(run("repair", wan, "--fault-rate", "1%", "--effects", "programming"), "add stuck");
    said(run("repair", wan, "--fault-rate", "1%", "--faults", map.toString()), "keep one");
    said(
        run("repair", wan, "--fault-rate", "1%", "--repair", "spare"),
        "--repair 'spare' is none of none, spares, rows, remap, both; did you mean 'spares'?");
    said(
        run("repair", wan, "--fault-rate", "1%", "--repair", "both"),
        "the arrays of wan_nature_2022 have no spare lines; give --spares 2x2, or add spareRows");
    said(run("run", wan, "--repair", "remap"), "--repair remap would do nothing: no cell is stuck");
    said(
        run("run", wan, "--faults", map.toString(), "--effects", "programming"),
        "would do nothing: no cell is stuck; add stuck to --effects");
    said(run("run", wan, "--faults", folder + "/x.csv"), "x.csv: there is no such file");
    String[] digital = join(SIGNS, "--chip", "houmo_h30_2023");
    said(run("run", digital, "--effects", "all"), "houmo_h30_2023 is digital");
    said(
        run("run", digital, "--faults", map.toString(), "--repair", "remap"),
        "wired to its columns");
    said(run("run", wan, "--defects", "-1/cm2"), "--defects -1/cm2 is below 0");
    said(run("repair", wan, "--defects", "0.1"), "--defects '0.1': '0.1' needs a unit");
    said(run("repair", wan, "--spares", "3"), "--spares '3' is no number of spare rows");
    said(
        run("faults", new String[] {"--chip", "wan_nature_2022"}, "--spares", "300x1"),
        "300x1 spare rows and columns are more than the 256 x 256 lines");
    said(
        run("run", wan, "--defects", "1/cm2", "--faults", map.toString()),
        "--defects 1/cm2 draws faults, --faults");
    said(run("faults", new String[] {"--chip", "wan_nature_2022"}), "tell of no faults");
    said(
        run("faults", new String[] {"--chip", "generic_analog", "--fault-rate", "1%"}),
        "name the first that the network uses with --arrays N");
    said(run("repair", join(SIGNS, "--chip", "houmo_h30_2023")), "tell of no faults");
  }

  private static void said(Ran ran, String what) {
    assertThat(ran.err).contains(what);
    assertThat(ran.err.lines().count()).isEqualTo(1);
    assertThat(ran.code).isEqualTo(2);
  }

  private static String[] join(String[] first, String... more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }
}
