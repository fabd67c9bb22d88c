package bitline.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.RandomChips;
import bitline.base.Problem;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Chip;
import bitline.chip.Encoding;
import bitline.chip.Pair;
import bitline.tensor.ElementType;
import bitline.tensor.Npy;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultMapTest {
  private static final String HEAD = "array,weight_set,row,column,stuck\n";

  @TempDir Path folder;

  /// Three arrays of 6 × 8 cells and one spare line each way, in two weight sets.
  private static Chip chip(Pair pair) {
    Array array =
        new Array(
            6,
            8,
            6,
            pair == null ? Encoding.TWOS_COMPLEMENT : Encoding.DIFFERENTIAL_PAIR,
            pair,
            List.of(4),
            List.of(4),
            true,
            1,
            1);
    return RandomChips.of(array, 2, 1, 1, 3, 4, Medium.RRAM, false);
  }

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("map.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aMapWrittenByHandIsRead() {
    FaultMap map =
        FaultMap.read(
            file(
                """
                # a test on Tuesday
                row, column, stuck, array, weight_set
                2, 3, off, 1, 0

                2, 4, "on", 1, 0
                *, 8, on, 1, 1
                5, *, off, 0, 0
                5, 2, off, 0, 0
                """),
            chip(null));
    ArrayFaults one = map.of(chip(null), 1, 0);
    assertThat(one.device(2, 3, 0)).isEqualTo(Stuck.OFF);
    assertThat(one.device(2, 4, 0)).isEqualTo(Stuck.ON);
    assertThat(one.count(Stuck.OFF) + one.count(Stuck.ON)).isEqualTo(2);
    assertThat(map.of(chip(null), 1, 1).count(Stuck.ON)).isEqualTo(7);
    assertThat(map.of(chip(null), 0, 0).count(Stuck.OFF)).isEqualTo(9);
    assertThat(map.of(chip(null), 2, 0).count(Stuck.FINE)).isEqualTo(63);
  }

  @Test
  void aPairInACellIsTwoDevicesOrBothAtOnce() {
    Chip pair = chip(Pair.CELL);
    ArrayFaults both = FaultMap.read(file(HEAD + "0,0,1,1,on\n"), pair).of(pair, 0, 0);
    assertThat(both.count(Stuck.ON)).isEqualTo(2);
    ArrayFaults one =
        FaultMap.read(file("array,weight_set,row,column,device,stuck\n0,0,1,1,1,on\n"), pair)
            .of(pair, 0, 0);
    assertThat(one.device(1, 1, 1)).isEqualTo(Stuck.ON);
    assertThat(one.count(Stuck.ON)).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsSaidWithItsLine() {
    refused("", "is empty; the first line is array,weight_set,row,column,stuck");
    refused("array,weight_set,row,colum,stuck\n", ":1: unknown column 'colum'", "'column'?");
    refused("array,row,column,stuck\n", ":1: no column 'weight_set'");
    refused(
        "array,weight_set,row,column,stuck,device\n",
        ":1: a column 'device', but a cell of test has one device");
    refused(HEAD + "0,0,1,1\n", ":2: 4 fields where the first line names 5");
    refused(HEAD + "3,0,1,1,on\n", ":2: array 3 is beyond the 3 arrays of test; they count from");
    refused(HEAD + "0,2,1,1,on\n", ":2: weight_set 2 is beyond the 2 weight sets");
    refused(
        HEAD + "0,0,0,0,on\n0,0,7,1,on\n",
        ":3: row 7 is beyond the 7 rows with spare ones of test; they count from 0 to 6");
    refused(HEAD + "0,0,1,9,on\n", ":2: column 9 is beyond the 9 columns");
    refused(HEAD + "0,0,-1,1,on\n", ":2: row '-1' is no number from 0, nor * for the whole line");
    refused(HEAD + "*,0,1,1,on\n", ":2: array '*' is no number from 0");
    refused(HEAD + "0,0,1,1,of\n", ":2: stuck 'of' is neither off nor on; did you mean 'off'?");
    refused(
        HEAD + "0,0,1,*,off\n\n1,0,1,2,on\n0,0,1,2,on\n",
        ":5: the cell at row 1, column 2 of array 0 is stuck on here, but off by line 2; keep one");
    assertThatThrownBy(() -> FaultMap.read(folder.resolve("none.csv"), chip(null)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("there is no such file");
  }

  private void refused(String text, String... parts) {
    var thrown =
        assertThatThrownBy(() -> FaultMap.read(file(text), chip(null)))
            .isInstanceOf(Problem.class)
            .hasMessageContaining("map.csv");
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }

  @Test
  void noBytesMakeItFailInAnotherWay() {
    Cases.forAll(
        500,
        random -> {
          StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : HEAD);
          String letters = "0123456789,*\n#\"onf \uFEFFé\u0000";
          for (int i = random.nextInt(60); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
          }
          try {
            FaultMap.read(file(text.toString()), chip(Pair.CELL));
          } catch (Problem expected) {
            assertThat(expected.getMessage()).contains("map.csv");
          }
        });
  }

  @Test
  void anArrayFileIsReadAndOneOfAnotherShapeRefused() throws IOException {
    Chip chip = chip(null);
    int[] cells = new int[2 * 2 * 7 * 9];
    cells[((1 * 2 + 1) * 7 + 3) * 9 + 5] = 2;
    cells[8] = 1;
    FaultMap map = FaultMap.read(npy(cells, 2, 2, 7, 9), chip);
    assertThat(map.of(chip, 1, 1).device(3, 5, 0)).isEqualTo(Stuck.ON);
    assertThat(map.of(chip, 1, 1).count(Stuck.ON)).isEqualTo(1);
    assertThat(map.of(chip, 0, 0).device(0, 8, 0)).isEqualTo(Stuck.OFF);
    assertThatThrownBy(() -> map.of(chip, 2, 0))
        .hasMessageContaining("tells of 2 arrays; the network lies in array 2 too");
    Path other = npy(new int[2 * 2 * 6 * 8], 2, 2, 6, 8);
    assertThatThrownBy(() -> FaultMap.read(other, chip))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("map.npy: a fault map of shape")
        .hasMessageContaining("needs (arrays, 2 weight sets, 7 rows, 9 columns)");
    cells[9 + 4] = 3;
    Path wrong = npy(cells, 2, 2, 7, 9);
    assertThatThrownBy(() -> FaultMap.read(wrong, chip))
        .hasMessageContaining("value 3 at array 0, row 1, column 4; 0 is fine");
  }

  private Path npy(int[] cells, int... shape) throws IOException {
    Path file = folder.resolve("map.npy");
    Npy.write(file, new Tensor.Ints(ElementType.UINT8, Shape.of(shape), cells));
    return file;
  }

  @Test
  void whatATestFindsReadsBackAsTheSame() {
    Cases.forAll(
        60,
        random -> {
          Chip chip = chip(random.nextBoolean() ? Pair.CELL : null);
          FaultSource drawn = FaultyChipTest.everything(random.nextDouble() * 0.3);
          Chip faulty = FaultyChipTest.with(chip, FaultyChipTest.lines(0.2, 0.5));
          long number = random.nextLong();
          FaultsFound test = FaultsFound.of(faulty, number, drawn, 3);
          FaultMap map =
              FaultMap.read(
                  file(new String(test.map(), java.nio.charset.StandardCharsets.UTF_8)), faulty);
          long stuck = 0;
          for (int array = 0; array < 3; array++) {
            for (int set = 0; set < 2; set++) {
              ArrayFaults before = drawn.of(faulty, number, array, set);
              ArrayFaults after = map.of(faulty, array, set);
              for (int row = 0; row < 7; row++) {
                for (int column = 0; column < 9; column++) {
                  assertThat(after.both(row, column)).isEqualTo(before.both(row, column));
                }
              }
              stuck += before.count(Stuck.OFF) + before.count(Stuck.ON);
            }
          }
          assertThat(test.off() + test.on()).isEqualTo(stuck);
        });
  }
}
