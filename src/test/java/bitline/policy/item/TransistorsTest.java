package bitline.policy.item;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransistorsTest {
  @ParameterizedTest
  @CsvSource({
    "TSMC 4N, 4, no",
    "TSMC N7+, 7, no",
    "TSMC N5+N6, , no",
    "SMIC N+2, 7, no",
    "TSMC 12FFN, 12, no",
    "TSMC 16FF, 16, no",
    "'12 nm FinFET, maker not told', , no",
    "Intel 14 nm, 14, no",
    "Intel 22FFL, 22, no",
    "Intel 22 nm, 22, no",
    "GlobalFoundries 12LP, 12, no",
    "Samsung 5LPE, 5, no",
    "TSMC 22ULL, 22, yes",
    "GlobalFoundries 22FDX, 22, yes",
    "TSMC 20SoC, 20, yes",
    "'', 20, yes",
    "'', 28, yes",
    "TSMC 28HPC+, 28, yes",
    "UMC 40 nm flash, 40, yes",
    "'DRAM, 2x nm', , yes",
    "'', 130, yes",
    "'', 16, no",
    "'', 22, unknown",
    "7 nm or finer, , no",
    "40 nm or finer, , unknown",
    "not told, , unknown",
    "'', , unknown",
    "90 nm photonic with 12 nm electronic, , unknown",
  })
  void processesByNameAndNode(String process, Double nanometres, String planar) {
    Transistors known =
        Transistors.of(process, nanometres == null ? null : Double.valueOf(nanometres * 1e-9));
    assertThat(known.planar())
        .as(known.why())
        .isEqualTo(planar.equals("unknown") ? null : Boolean.valueOf(planar.equals("yes")));
    assertThat(known.why()).isNotBlank();
  }

  /// A node that is told settles it for every part of the catalogue but 22 nm without a maker.
  @Test
  void theProcessesOfTheCatalogueAreUnderstood() {
    List<String> open = new ArrayList<>();
    for (Accelerator part : Catalogue.all()) {
      for (Accelerator.Die die : part.dies()) {
        if (Transistors.of(die.process(), die.node()).planar() == null) {
          open.add(part.name() + ": " + die.process());
        }
      }
    }
    assertThat(open).allMatch(each -> each.matches(".*(not told|photonic).*"));
  }
}
