package bitline.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.text.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvsimCellTest {
  private static final String RRAM =
      """
      # a crosspoint
      -MemCellType: memristor
      -ProcessNode: 22

      -CellArea (F^2): 4
      -CellAspectRatio: 1
      -ResistanceOnAtSetVoltage (ohm): 100000
      -ResistanceOnAtReadVoltage (ohm): 1000000
      -ResistanceOffAtReadVoltage (ohm): 1e7   // ten times
      -ReadMode: current
      -ReadVoltage (V): 0.4
      -ReadEnergy (pJ): 0.1
      -ResetMode: voltage
      -ResetVoltage (V): 2.0
      -ResetPulse (ns): 12
      -SetMode: voltage
      -SetVoltage (V): 2.0
      -SetPulse (ns): 10
      -SetEnergy (pJ): 0.6
      -AccessType: None
      //-AccessType: diode
      -ReadFloating: false
      """;

  @TempDir Path folder;

  @Test
  void whatIsTaken() {
    Cell cell = NvsimCell.parse(RRAM, "a/crosspoint.cell");
    assertThat(cell.name()).isEqualTo("crosspoint");
    assertThat(cell.medium()).isEqualTo(Medium.RRAM);
    assertThat(cell.bits()).isEqualTo(1);
    assertThat(cell.rewritableWhileRunning()).isFalse();
    assertThat(cell.conductance()).isEqualTo(new Cell.Conductance(1e-7, 1e-6));
    assertThat(cell.area()).isEqualTo(4 * 22e-9 * 22e-9, within(1e-25));
    assertThat(cell.read()).isEqualTo(new Cell.Read(0.4, 0.1e-12));
    Write write = Objects.requireNonNull(cell.write());
    assertThat(write.time()).isEqualTo(12e-9, within(1e-20));
    // no reset energy and no resistance at the reset voltage: the set energy it is
    assertThat(write.energy()).isEqualTo(0.6e-12, within(1e-20));
    assertThat(cell.evidence())
        .contains(
            new Evidence(
                "conductance.off",
                "1e7",
                Evidence.Kind.PUBLISHED,
                "crosspoint.cell, line 9: -ResistanceOffAtReadVoltage (ohm): 1e7"));
    assertThat(Levels.of(cell, 0).exact()).isTrue();
  }

  @Test
  void currentDrivenAndMultiLevel() {
    Cell cell =
        NvsimCell.parse(
            "-MemCellType: MLCRRAM\r\n-CellLevels: 4\r\n-ResistanceOn (ohm): 1000\r\n"
                + "-ResistanceOff (ohm): 1000000\r\n-SetMode: current\r\n-SetCurrent (uA): 150\r\n"
                + "-SetPulse (ns): 150\r\n",
            "x.cell");
    assertThat(cell.bits()).isEqualTo(2);
    assertThat(cell.area()).isNull();
    double joules = 150e-6 * 150e-6 * 1000 * 150e-9;
    assertThat(Objects.requireNonNull(cell.write()).energy()).isEqualTo(joules, within(1e-20));
    assertThat(cell.evidence())
        .anyMatch(e -> e.path().startsWith("write.energy") && e.kind() == Evidence.Kind.ASSUMED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-ResistanceOnn (ohm): 5 | 2:1: unknown key '-ResistanceOnn'; did you mean '-ResistanceOn'?",
        "-SetPulse (us): 5 | 2:12: unit 'us' of -SetPulse must be 'ns'; write -SetPulse (ns):",
        "-SetPulse: 5 | 2:10: unit '' of -SetPulse must be 'ns'; write -SetPulse (ns):",
        "-SetPulse (ns): five | 2:17: -SetPulse must be a number, not 'five'",
        "-SetPulse (ns): | 2:16: -SetPulse must be a number, not ''",
        "-SetPulse (ns): -5 | 2:17: -SetPulse is out of range: -5",
        "-SetPulse (ns): 1e999 | 2:17: -SetPulse is out of range: 1e999",
        "-SetMode: curent | 2:11: -SetMode must be one of voltage, current, not 'curent'; did you mean 'current'?",
        "-CellLevels: 3 | 2:14: -CellLevels must be 2, 4, 8 … or 256, not 3",
        "-CellLevels: 0 | 2:14: -CellLevels must be 2, 4, 8 … or 256, not 0",
        "-MemCellType: MRAM | 2:1: -MemCellType stands in line 1 already",
        "ResistanceOn 5 | 2:1: 'ResistanceOn 5' is not a line of a cell file; write '-Key (unit): value', or '//' before a comment",
        "-ResistanceOn (ohm): 5 | 2:22: -ResistanceOn needs the resistance of the other state beside it",
      })
  void refused(String line, String message) {
    assertThatThrownBy(() -> NvsimCell.parse("-MemCellType: memristor\n" + line, "f.cell"))
        .isInstanceOf(Problem.class)
        .hasMessage("f.cell:" + message);
  }

  @Test
  void wholesRefused() throws IOException {
    assertThatThrownBy(() -> NvsimCell.parse("-ProcessNode: 22", "f.cell"))
        .hasMessage("f.cell:1:1: no line '-MemCellType: …'; is this a cell file?");
    assertThatThrownBy(() -> NvsimCell.parse("-MemCellType: SLCNAND", "f.cell"))
        .hasMessageStartingWith("f.cell:1:15: cells of 'SLCNAND' do not compute here; there are ");
    String upside = "-MemCellType: MRAM\n-ResistanceOn (ohm): 6\n-ResistanceOff (ohm): 5\n";
    assertThatThrownBy(() -> NvsimCell.parse(upside, "f.cell"))
        .hasMessage(
            "f.cell:2:22: -ResistanceOn 6 ohm must be above 0 and below -ResistanceOff 5 ohm");
    Path binary = Files.write(folder.resolve("b.cell"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> NvsimCell.read(binary)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> NvsimCell.read(folder.resolve("none.cell")))
        .isInstanceOf(Problem.class);
    Path large = Files.write(folder.resolve("l.cell"), new byte[200_000]);
    assertThatThrownBy(() -> NvsimCell.read(large)).hasMessageContaining("larger than");
  }

  /// Whatever the text, there is a cell or a problem.
  @Test
  void anyText() {
    Cases.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder(RRAM);
          for (int i = 0; i < 3; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
              case 0 -> text.setCharAt(at, (char) random.nextInt(1, 300));
              case 1 -> text.deleteCharAt(at);
              default -> text.insert(at, "-():e9\n".charAt(random.nextInt(7)));
            }
          }
          try {
            assertThat(NvsimCell.parse(text.toString(), "f.cell").name()).isEqualTo("f");
          } catch (Problem refused) {
            assertThat(refused.getMessage()).startsWith("f.cell:");
          }
        });
  }
}
