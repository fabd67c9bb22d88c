package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLawTest {
  private static final StepLaw LAW = new StepLaw(1, 10, 100);

  @TempDir private Path folder;

  @Test
  void aDigitIsItsPulsesItsResultsBitsAndAPhase() {
    assertThat(LAW.seconds(List.of(3), 6)).isEqualTo(7 + 6 * 10 + 100);
  }

  /// The upper digit of four bits is converted to ten, the lower then to six.
  @Test
  void bitsThatEarlierDigitsStandForAreNotMadeAgain() {
    assertThat(LAW.seconds(List.of(3, 4), 10)).isEqualTo(15 + 7 + (10 + 6) * 10 + 200);
    assertThat(LAW.seconds(List.of(4, 4), 3)).isEqualTo(15 + 15 + 3 * 10 + 200);
  }

  /// The ten throughputs that were published, from the parts that the description names.
  @Test
  void neurramFollowsFromItsParts() {
    Chip neurram = Chips.byName("wan_nature_2022");
    assertThat(neurram.operatingPoints()).hasSize(10);
    for (OperatingPoint point : neurram.operatingPoints()) {
      double seconds = neurram.at(point.name()).inputTime(point.inputDigits(), point.outputBits());
      double published = 48 * 128 * 256 * 2 / point.ops();
      assertThat(seconds).as(point.name()).isCloseTo(published, within(0.0145 * published));
    }
  }

  @Test
  void aChipAtAPointSendsItsDigitsAndMakesItsBits() {
    Chip chip = Chips.byName("wan_nature_2022").at("8b in, 10b out");
    assertThat(chip.operatingPoint().name()).isEqualTo("8b in, 10b out");
    assertThat(chip.macro().dac().bits()).isEqualTo(4);
    assertThat(chip.adc().bits()).isEqualTo(10);
    assertThat(chip.operatingPoints()).hasSize(10);
    Chip narrow = Chips.byName("wan_nature_2022").at("1b in, 3b out");
    assertThat(narrow.macro().dac().bits()).isEqualTo(1);
    assertThat(narrow.adc().bits()).isEqualTo(3);
    assertThat(narrow.at("8b in, 10b out").operatingPoint()).isEqualTo(chip.operatingPoint());
  }

  @Test
  void aPointThatThereIsNot() {
    Chip jia = Chips.byName("jia_jssc_2020");
    assertThatThrownBy(() -> jia.at("0.85"))
        .isInstanceOf(Problem.class)
        .hasMessage("jia_jssc_2020 has no operating point '0.85'; did you mean '0.85 V'?");
  }

  @Test
  void aStepThatIsNotTheLaws() throws IOException {
    String text = Files.readString(Path.of("chips/wan_nature_2022.yaml"));
    Path file = folder.resolve("other.yaml");
    Files.writeString(file, text.replace("value: 4.17 us", "value: 4.23 us"));
    assertThatThrownBy(() -> Chips.load(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(
            "the step of operating point '4b in, 6b out' is 4.23 us; stepLaw gives 4.17 us");
  }
}
